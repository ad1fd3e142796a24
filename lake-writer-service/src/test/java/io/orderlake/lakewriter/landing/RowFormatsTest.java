package io.orderlake.lakewriter.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.lakewriter.Samples;
import io.orderlake.lakewriter.claim.Plan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowFormatsTest {

    @Test
    void parquetIsReadWhereAPlanHasIt() {
        assertThat(RowFormats.SHIPPED.fastestOf(plan("json", "parquet")).name()).isEqualTo("parquet");
        assertThat(RowFormats.SHIPPED.fastestOf(plan("json")).name()).isEqualTo("json");
    }

    @Test
    void aFormatThatIsUnknownIsNamed() {
        assertThatThrownBy(() -> RowFormats.SHIPPED.named("orc")).hasMessageContaining("but was \"orc\"");
        assertThatThrownBy(() -> RowFormats.SHIPPED.fastestOf(plan("orc"))).hasMessageContaining("but was [orc]");
    }

    @Test
    void namesAreUnique() {
        assertThatThrownBy(() -> new RowFormats(List.of(new JsonLinesFormat(), new JsonLinesFormat())))
                .hasMessageContaining("[json, json]");
    }

    private static Plan plan(String... formats) {
        return Plan.of("lake", List.of(formats), Optional.empty(), Samples.tables());
    }
}
