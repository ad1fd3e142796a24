package io.orderlake.launcher.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/** Hands out free loopback ports, each only once. */
final class Ports {

    /** The ports on which a service listens. */
    record Pair(int http, int management) {}

    private final Set<Integer> given = new HashSet<>();

    /** The preferred port if it is free, otherwise any free one. */
    int near(int preferred) {
        return !given.contains(preferred) && isFree(preferred) && given.add(preferred) ? preferred : any();
    }

    /** Any free port. */
    int any() {
        while (true) {
            int port = bindOnce(0);
            if (given.add(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try {
            return bindOnce(port) == port;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static int bindOnce(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Without this, a port stays blocked for some time after its process has ended. The services reuse such
            // ports, too.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot bind a loopback port", e);
        }
    }
}
