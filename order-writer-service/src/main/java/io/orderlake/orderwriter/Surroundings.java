package io.orderlake.orderwriter;

import io.orderlake.orderwriter.table.CannotStart;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where the service runs.
 *
 * @param local whether an AWS endpoint is set; then the service creates its tables and generates orders by default
 * @param awsProfile whether real AWS was asked for
 * @param listensOn null is every address of this machine
 */
record Surroundings(
        boolean local, boolean awsProfile, @Nullable InetAddress listensOn) {

    /** Throws {@link CannotStart} where the service must not run. */
    void check() {
        if (!local && !awsProfile) {
            throw new CannotStart(
                    "Cannot find AWS: expected orderlake.aws.endpoint or profile aws but there is neither",
                    "For this machine set orderlake.aws.endpoint, as ./orderlake up does; for real AWS start with"
                            + " --spring.profiles.active=aws.");
        }
        boolean loopback = listensOn != null && listensOn.isLoopbackAddress();
        if ((awsProfile || !local) && !loopback) {
            throw new CannotStart(
                    "Cannot listen on " + (listensOn == null ? "every address" : listensOn.getHostAddress())
                            + " under profile aws: there is no authentication, so everyone there could write orders",
                    "Set server.address to 127.0.0.1 and put an authenticating proxy before it.");
        }
    }
}
