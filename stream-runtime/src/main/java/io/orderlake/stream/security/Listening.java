package io.orderlake.stream.security;

import io.orderlake.stream.security.SecuritySettings.Mode;
import io.orderlake.stream.settings.WrongSetting;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;

/**
 * Where a service listens.
 *
 * @param address null is every address of this machine
 * @param actuator where the Actuator is, seen from the service's own port
 */
record Listening(@Nullable InetAddress address, ManagementPortType actuator) {

    /** @throws WrongSetting where everyone could call, or the Actuator stands among what is served */
    void check(Mode mode) {
        boolean loopback = address != null && address.isLoopbackAddress();
        if (mode == Mode.NONE && !loopback) {
            throw new WrongSetting("Cannot listen on " + (address == null ? "every address" : address.getHostAddress())
                    + " with orderlake.security.mode=none, for everyone there could do everything:"
                    + " expected server.address=127.0.0.1, or the mode api-key or oauth2");
        }
        if (actuator == ManagementPortType.SAME) {
            throw new WrongSetting("Cannot serve the Actuator on the service's own port:"
                    + " expected management.server.port to differ from server.port but they are the same");
        }
    }
}
