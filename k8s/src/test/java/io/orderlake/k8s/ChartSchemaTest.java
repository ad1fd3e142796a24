package io.orderlake.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class ChartSchemaTest {

    @ParameterizedTest
    @EnumSource(Chart.class)
    void knowsEverySettingOfTheServiceAsItIsNow(Chart chart) throws IOException {
        Published.assertCurrent(ChartSchema.file(chart), ChartSchema.of(chart));
    }

    @Test
    void theChartsAgreeOnWhatIsGlobal() {
        JsonNode global =
                ValueSet.read(Chart.ORDERLAKE.folder().resolve("values.yaml")).get("global");

        assertThat(Chart.alone())
                .allSatisfy(chart -> assertThat(ValueSet.read(chart.folder().resolve("values.yaml"))
                                .get("global"))
                        .isEqualTo(global));
    }
}
