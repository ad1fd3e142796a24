package io.orderlake.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class RelayMetricsTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RelayMetrics metrics = new RelayMetrics(meters);

    @Test
    void theEpochOfATableGrowsWhileTheRelayRuns() {
        metrics.epoch("orders", 1);
        assertThat(epoch()).isEqualTo(1);

        metrics.epoch("orders", 2);
        assertThat(epoch()).isEqualTo(2);
    }

    private double epoch() {
        return meters.get("orderlake.source.epoch")
                .tag("table", "orders")
                .gauge()
                .value();
    }
}
