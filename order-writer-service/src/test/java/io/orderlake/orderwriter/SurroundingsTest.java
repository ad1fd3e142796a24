package io.orderlake.orderwriter;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderlake.orderwriter.table.CannotStart;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class SurroundingsTest {

    private final InetAddress loopback = InetAddress.getLoopbackAddress();

    @Test
    void runsOnLoopbackWithAnEndpointOrProfileAws() {
        assertThatCode(new Surroundings(true, false, loopback)::check).doesNotThrowAnyException();
        assertThatCode(new Surroundings(false, true, loopback)::check).doesNotThrowAnyException();
    }

    @Test
    void refusesRealAwsThatNobodyAskedFor() {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(new Surroundings(false, false, loopback)::check)
                .withMessageContaining("expected orderlake.aws.endpoint or profile aws");
    }

    @Test
    void refusesToListenBeyondLoopbackUnderProfileAws() throws UnknownHostException {
        InetAddress everywhere = InetAddress.getByName("0.0.0.0");

        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(new Surroundings(false, true, null)::check)
                .withMessageContaining("every address");
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(new Surroundings(true, true, everywhere)::check)
                .withMessageContaining("0.0.0.0");
    }
}
