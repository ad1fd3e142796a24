package io.orderlake.lakehouse;

import static io.orderlake.lakehouse.Change.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.contract.TableSpec;
import io.orderlake.contract.Tables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobRunTest {

    private final TestLake lake = new TestLake();
    private final TableSpec good = TestTables.table("good", "{ id: string, status: string }");
    private final TableSpec bad =
            TestTables.parsed("tables:\n  bad: { source: B, key: [id], columns: { id: string, status: string } }\n");
    private final List<String> lines = new ArrayList<>();

    @Test
    void oneRunDoesItsJobsInOrderAndPrintsEachOutcomeAsALine() {
        lake.append(good, insert("a", 1));

        run("--job", "silver,upkeep");

        assertThat(lines).hasSize(4);
        assertThat(lines.get(1))
                .startsWith("{\"job\":\"silver\",\"outcome\":{\"table\":\"good\",\"keys\":1,\"whole\":true");
        assertThat(lines.get(2))
                .contains("\"table\":\"bronze.good\"")
                .contains("\"files\":1")
                .contains("\"bytes\":");
    }

    @Test
    void aTableThatFailsDoesNotAffectOthersAndEndsTheRunWithAnError() {
        lake.append(bad, insert("x", 1));
        lake.append(good, insert("a", 1));
        lake.spark.sql("CREATE NAMESPACE " + lake.catalog + ".silver");
        lake.spark.sql("CREATE TABLE " + lake.catalog
                + ".silver.bad (status STRING) USING iceberg TBLPROPERTIES ('orderlake.key'='status')");

        assertThatThrownBy(() -> run("--job", "silver"))
                .hasMessageContaining("Cannot complete the run: bad: Cannot write silver.bad: expected the key status");
        assertThat(lines).hasSize(1).first().asString().contains("\"table\":\"good\"");
    }

    @Test
    void unknownOptionsAreRefusedWithOneSentence() {
        assertThatThrownBy(() -> run("--job", "silver", "--table", "nobody"))
                .hasMessage("Cannot run: expected a table of [bad, good] but was \"nobody\"");
        assertThatThrownBy(() -> run("--job", "silver", "--no-such", "x")).hasMessageStartingWith("Cannot start: ");
        assertThatThrownBy(() -> run("--job", "sliver")).hasMessageContaining("sliver");
        assertThatThrownBy(() -> run("--job", "upkeep", "--keep-snapshots", "soon"))
                .hasMessageContaining("30s, 5m");
        assertThatThrownBy(() -> run("--job", "silver", "--format", "hudi"))
                .hasMessage("Cannot write Hudi: expected --warehouse");
        assertThatThrownBy(() -> run("--job", "staging", "--table", "good")).hasMessageContaining("expected --from");
    }

    private void run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--catalog", lake.catalog));
        all.addAll(List.of(arguments));
        JobOptions options = JobOptions.of(all.toArray(String[]::new));
        new JobRun(lake.spark, options, new Tables(List.of(bad, good)), Instant.now(), lines::add).run(options.jobs());
    }
}
