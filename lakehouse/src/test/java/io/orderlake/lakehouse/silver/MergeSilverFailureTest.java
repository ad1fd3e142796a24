package io.orderlake.lakehouse.silver;

import static io.orderlake.lakehouse.Change.delete;
import static io.orderlake.lakehouse.Change.insert;
import static io.orderlake.lakehouse.Change.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.contract.TableSpec;
import io.orderlake.lakehouse.TestLake;
import io.orderlake.lakehouse.TestTables;
import io.orderlake.lakehouse.bronze.Bronze;
import io.orderlake.lakehouse.table.DyingTables;
import io.orderlake.lakehouse.table.IcebergTables;
import io.orderlake.lakehouse.table.LakeTables;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;

class MergeSilverFailureTest {

    private final TableSpec parcels = TestTables.parcels();
    private final TestLake lake = new TestLake();
    private final IcebergTables tables = new IcebergTables(lake.spark, lake.catalog);
    private final MergeSilver silver = silver(tables);

    @Test
    void aRunThatIsKilledAroundAnyStepAndRepeatedHasTheSameResult() {
        lake.append(
                parcels, insert("a", 1).with("status", "new"), insert("b", 2).with("status", "new"));
        silver.merge(parcels);
        lake.append(parcels, update("a", 3).with("status", "sent"), delete("b", 4));

        for (int call = 1; call <= 2; call++) {
            for (boolean before : new boolean[] {true, false}) {
                DyingTables dying = new DyingTables(tables, call, before);
                MergeSilver killed = silver(dying);
                if (call == 2 && !before) {
                    // The commit was done already: the run after the first death has nothing to do, and so never dies.
                    assertThatThrownBy(() -> killed.merge(parcels)).isInstanceOf(DyingTables.Death.class);
                    assertThat(silver.merge(parcels).keys()).isZero();
                } else {
                    assertThatThrownBy(() -> killed.merge(parcels)).isInstanceOf(DyingTables.Death.class);
                    assertThat(rows()).containsExactly("a new false", "b new false");
                }
            }
        }
        assertThat(rows()).containsExactly("a sent false", "b null true");
    }

    @Test
    void twoConcurrentRunsBothSucceedAndLoseNothing() throws Exception {
        lake.append(parcels, insert("a", 0));
        // The first time, not even the table exists.
        for (int i = 1; i <= 6; i++) {
            lake.append(parcels, update("a", i * 10L).with("status", "s" + i), insert("k" + i, i * 10L + 1));
            if (i % 3 == 0) {
                inParallel(
                        2,
                        () -> silver(new IcebergTables(lake.spark, lake.catalog))
                                .merge(parcels));
            }
        }

        assertThat(rows()).hasSize(7).first().isEqualTo("a s6 false");
        assertThat(silver.merge(parcels).keys()).isZero();
    }

    @Test
    void aSnapshotThatExpiredBeforeItWasMergedCostsAWholeReadAndNoRow() {
        lake.append(parcels, insert("a", 1).with("status", "new"));
        silver.merge(parcels);
        lake.append(parcels, delete("a", 2));
        lake.append(parcels, insert("b", 3));
        Table bronze = lake.iceberg("bronze.parcels");
        bronze.expireSnapshots().expireOlderThan(Long.MAX_VALUE).retainLast(1).commit();

        SilverOutcome outcome = silver.merge(parcels);

        assertThat(outcome.whole()).isTrue();
        assertThat(rows()).containsExactly("a null true", "b null false");
    }

    @Test
    void aTableWhoseKeyChangesIsRefusedAndKeepsItsRows() {
        lake.append(parcels, insert("a", 1));
        silver.merge(parcels);
        TableSpec rekeyed = TestTables.parsed("""
                tables:
                  parcels:
                    source: S
                    key: [id, status]
                    columns: { id: string, status: string }
                """);

        assertThatThrownBy(() -> silver.merge(rekeyed))
                .hasMessageContaining("Cannot write silver.parcels: expected the key id")
                .hasMessageContaining("but was id,status");
        assertThat(rows()).containsExactly("a null false");
    }

    @Test
    void aTableThatBronzeDoesNotHaveYetIsNoFailure() {
        assertThat(silver.merge(TestTables.table("nothing", "{ id: string }")))
                .isEqualTo(SilverOutcome.nothingNew("nothing", java.util.Optional.empty()));
    }

    private MergeSilver silver(LakeTables to) {
        return new MergeSilver(new Bronze(lake.spark, lake.catalog), to);
    }

    private static void inParallel(int threads, java.util.concurrent.Callable<?> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(work));
            }
            for (Future<?> run : running) {
                run.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    private List<String> rows() {
        return lake.spark.table(lake.catalog + ".silver.parcels").orderBy("id").collectAsList().stream()
                .map(row -> row.getAs("id") + " " + row.getAs("status") + " " + row.getAs(SilverColumns.DELETED))
                .toList();
    }
}
