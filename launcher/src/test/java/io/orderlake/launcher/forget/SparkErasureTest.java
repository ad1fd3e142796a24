package io.orderlake.launcher.forget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests how the lines that a job printed are read. */
class SparkErasureTest {

    @Test
    void countsByTableAndIgnoresOtherLines() {
        List<String> lines = List.of(
                "12:00:00 WARN something",
                "{\"job\":\"forget\",\"outcome\":{\"table\":\"bronze.orders\",\"found\":7,\"remaining\":0,\"expired\":3,\"orphans\":0}}",
                "{\"job\":\"silver\",\"outcome\":{\"table\":\"orders\",\"found\":9}}");
        assertThat(SparkErasure.found(lines)).containsExactly(Map.entry("bronze.orders", 7L));
    }
}
