package io.orderlake.orderwriter;

import io.orderlake.orderwriter.table.CannotStart;

/**
 * Where the service runs.
 *
 * @param local whether an AWS endpoint is set; then the service creates its tables and generates orders by default
 * @param awsProfile whether profile {@code aws}, for real AWS, is active
 */
record DeploymentTarget(boolean local, boolean awsProfile) {

    /** Throws {@link CannotStart} if the service must not run here. */
    void check() {
        if (!local && !awsProfile) {
            throw new CannotStart(
                    "Cannot find AWS: expected orderlake.aws.endpoint or profile aws but neither is set",
                    "For this machine set orderlake.aws.endpoint, as ./orderlake up does; for real AWS start with"
                            + " --spring.profiles.active=aws.");
        }
    }
}
