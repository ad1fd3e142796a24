package io.orderlake.lakewriter.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.Partitioning.Scheme;
import io.orderlake.contract.Tables;
import io.orderlake.contract.TablesFile;
import io.orderlake.lakewriter.Samples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final Plan PLAN = plan("lake", List.of("parquet", "json"), Optional.empty(), Samples.tables());

    @Test
    void isReadFromItsTextUnchanged() {
        assertThat(PlanJson.read(PlanJson.write(PLAN))).isEqualTo(PLAN);
        Plan shipped = plan("lake", List.of("json"), Optional.of("to-redshift"), TablesFile.shipped());
        assertThat(PlanJson.read(PlanJson.write(shipped))).isEqualTo(shipped);
    }

    @Test
    void everythingThatDecidesAboutTheObjectsChangesTheHash() {
        assertThat(List.of(
                        PLAN,
                        plan("pond", List.of("parquet", "json"), Optional.empty(), Samples.tables()),
                        plan("lake", List.of("json"), Optional.empty(), Samples.tables()),
                        plan("lake", List.of("json"), Optional.of("to-redshift"), Samples.tables()),
                        plan("lake", List.of("json"), Optional.empty(), Samples.tables(Scheme.VALUE, "status")),
                        plan("lake", List.of("json"), Optional.empty(), TablesFile.shipped())))
                .extracting(Plan::hash)
                .doesNotHaveDuplicates();
    }

    @Test
    void equalPlansHaveEqualHashes() {
        assertThat(plan("lake", List.of("parquet", "json"), Optional.empty(), Samples.tables())
                        .hash())
                .isEqualTo(PLAN.hash())
                .hasSize(32);
    }

    private static Plan plan(String bucket, List<String> formats, Optional<String> firehose, Tables tables) {
        return Plan.of(bucket, formats, firehose, tables);
    }
}
