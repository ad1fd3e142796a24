package io.orderlake.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {

    private final Ports ports = new Ports();

    @Test
    void thePreferredPortIsUsedIfItIsFree() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(ports.near(free)).isEqualTo(free);
        assertThat(ports.near(free)).as("given out already").isNotEqualTo(free);
    }

    @Test
    void anotherPortIsUsedIfThePreferredOneIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(ports.near(taken.getLocalPort())).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void noPortIsGivenTwice() {
        assertThat(IntStream.range(0, 50).map(i -> ports.any()).distinct().count())
                .isEqualTo(50);
    }
}
