package io.orderlake.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromQlTest {

    @Test
    void findsMetricsWithTheLabelsOfTheirBraces() {
        PromQl found = PromQl.of("sum by (table) (rate(a_total{service=\"x by (y)\",stage=~\".*\"}[30s])) / max(b:c)");

        assertThat(found.metrics()).isEqualTo(Map.of("a_total", Set.of("service", "stage"), "b:c", Set.of()));
        assertThat(found.grouped()).containsExactly("table");
    }

    @Test
    void takesNoOperatorFunctionOrDurationForAMetric() {
        PromQl found = PromQl.of("(a unless a offset 10m) or increase(a[10m]) > bool 0 or vector(0)");

        assertThat(found.metrics().keySet()).containsExactly("a");
    }

    @Test
    void findsWhatIsJoinedOn() {
        PromQl found = PromQl.of("max by (s, shard) (a) / on (s) group_left () max by (s) (b)");

        assertThat(found.metrics().keySet()).containsExactly("a", "b");
        assertThat(found.grouped()).containsExactly("s", "shard");
    }
}
