package io.orderlake.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final String PAGE = """
            # HELP orderlake_changes_out_total
            # TYPE orderlake_changes_out_total counter
            orderlake_changes_out_total{application="relay",stream="order-changes"} 12.0
            orderlake_changes_out_total{application="relay",table="orders"} 12.0
            orderlake_lag{stream="s",shard="a"} 5.0
            orderlake_lag{stream="s",shard="b"} 1.5E3
            orderlake_lag{stream="s",shard="c"} NaN
            process_uptime_seconds 8.5
            """;

    private final Metrics metrics = Metrics.parse(PAGE);

    @Test
    void sumsTheSeriesOfALabel() {
        assertThat(metrics.sum("orderlake_changes_out_total", "stream=\"order-changes\""))
                .isEqualTo(12);
        assertThat(metrics.sum("orderlake_changes_out_total", "")).isEqualTo(24);
        assertThat(metrics.sum("process_uptime_seconds", "")).isEqualTo(8.5);
        assertThat(metrics.sum("unknown", "")).isZero();
    }

    @Test
    void findsTheHighestValueAndSkipsNaN() {
        assertThat(metrics.max("orderlake_lag", "")).hasValue(1500);
        assertThat(metrics.max("unknown", "")).isEmpty();
    }
}
