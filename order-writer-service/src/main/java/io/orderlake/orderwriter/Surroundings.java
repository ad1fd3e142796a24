package io.orderlake.orderwriter;

import io.orderlake.orderwriter.table.CannotStart;

/**
 * Where the service runs.
 *
 * @param local whether an AWS endpoint is set; then the service creates its tables and generates orders by default
 * @param awsProfile whether real AWS was asked for
 */
record Surroundings(boolean local, boolean awsProfile) {

    /** Throws {@link CannotStart} where the service must not run. */
    void check() {
        if (!local && !awsProfile) {
            throw new CannotStart(
                    "Cannot find AWS: expected orderlake.aws.endpoint or profile aws but there is neither",
                    "For this machine set orderlake.aws.endpoint, as ./orderlake up does; for real AWS start with"
                            + " --spring.profiles.active=aws.");
        }
    }
}
