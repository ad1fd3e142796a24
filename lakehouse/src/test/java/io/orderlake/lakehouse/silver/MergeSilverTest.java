package io.orderlake.lakehouse.silver;

import static io.orderlake.lakehouse.Change.delete;
import static io.orderlake.lakehouse.Change.insert;
import static io.orderlake.lakehouse.Change.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.TableSpec;
import io.orderlake.lakehouse.TestLake;
import io.orderlake.lakehouse.TestTables;
import io.orderlake.lakehouse.bronze.Bronze;
import io.orderlake.lakehouse.table.IcebergTables;
import java.util.List;
import org.apache.iceberg.util.SnapshotUtil;
import org.junit.jupiter.api.Test;

class MergeSilverTest {

    private final TableSpec parcels = TestTables.parcels();
    private final TestLake lake = new TestLake();
    private final IcebergTables tables = new IcebergTables(lake.spark, lake.catalog);
    private final MergeSilver silver = new MergeSilver(new Bronze(lake.spark, lake.catalog), tables);

    @Test
    void lastChangeOfEachKeyIsTheCurrentRow() {
        lake.append(
                parcels, insert("a", 1).with("status", "new"), insert("b", 2).with("status", "new"));
        lake.append(
                parcels, update("a", 4).with("status", "sent"), update("a", 3).with("status", "packed"));

        SilverOutcome outcome = silver.merge(parcels);

        assertThat(outcome.keys()).isEqualTo(2);
        assertThat(rows()).containsExactly("a sent false", "b new false");
    }

    @Test
    void laterRunsReadOnlyWhatIsNew() {
        lake.append(
                parcels, insert("a", 1).with("status", "new"), insert("b", 2).with("status", "new"));
        silver.merge(parcels);
        lake.append(parcels, update("b", 3).with("status", "sent"));

        SilverOutcome second = silver.merge(parcels);

        assertThat(second.keys()).isEqualTo(1);
        assertThat(second.whole()).isFalse();
        assertThat(rows()).containsExactly("a new false", "b sent false");
    }

    @Test
    void aRepeatedRunCommitsNothing() {
        lake.append(parcels, insert("a", 1));
        SilverOutcome first = silver.merge(parcels);

        SilverOutcome second = silver.merge(parcels);

        assertThat(second).isEqualTo(new SilverOutcome("parcels", 0, false, first.through()));
        assertThat(SnapshotUtil.currentAncestors(lake.iceberg("silver.parcels")))
                .hasSize(1);
    }

    @Test
    void aDeletedRowLeavesATombstoneThatNoLateReplayUndoes() {
        lake.append(
                parcels, insert("a", 1).with("status", "new"), delete("a", 3).with("status", "new"));
        silver.merge(parcels);
        lake.append(parcels, update("a", 2).with("status", "late"));

        silver.merge(parcels);

        assertThat(rows()).containsExactly("a null true");
    }

    @Test
    void aRowThatIsInsertedAgainIsNoTombstone() {
        lake.append(parcels, insert("a", 1), delete("a", 2));
        silver.merge(parcels);
        lake.append(parcels, insert("a", 3).with("status", "again"));

        silver.merge(parcels);

        assertThat(rows()).containsExactly("a again false");
    }

    private List<String> rows() {
        return lake.spark.table(lake.catalog + ".silver.parcels").orderBy("id").collectAsList().stream()
                .map(row -> row.getAs("id") + " " + row.getAs("status") + " " + row.getAs(SilverColumns.DELETED))
                .toList();
    }
}
