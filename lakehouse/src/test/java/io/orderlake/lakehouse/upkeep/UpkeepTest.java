package io.orderlake.lakehouse.upkeep;

import static io.orderlake.lakehouse.Change.insert;
import static io.orderlake.lakehouse.Change.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.TableSpec;
import io.orderlake.lakehouse.TestLake;
import io.orderlake.lakehouse.TestTables;
import io.orderlake.lakehouse.bronze.Bronze;
import io.orderlake.lakehouse.silver.MergeSilver;
import io.orderlake.lakehouse.table.IcebergTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class UpkeepTest {

    private static final Instant LATER = Instant.now().plus(Duration.ofDays(1));

    private final TableSpec parcels = TestTables.table("parcels", "{ id: string, status: string }");
    private final TestLake lake = new TestLake();
    private final IcebergTables tables = new IcebergTables(lake.spark, lake.catalog);
    private final MergeSilver silver = new MergeSilver(new Bronze(lake.spark, lake.catalog), tables);
    private final Upkeep upkeep =
            new Upkeep(lake.spark, lake.catalog, new UpkeepSettings(2, Duration.ofHours(25), Duration.ofDays(3)));

    @Test
    void smallFilesOfBronzeAreMergedAndOldSnapshotsExpire() throws IOException {
        for (int i = 0; i < 5; i++) {
            lake.append(parcels, insert("k" + i, i));
        }
        Upkeep eager = new Upkeep(lake.spark, lake.catalog, new UpkeepSettings(2, Duration.ZERO, Duration.ofHours(25)));
        Path orphan = lake.warehouse.resolve("bronze/parcels/data/orphan.parquet");
        Files.writeString(orphan, "left by a writer that died");

        UpkeepOutcome young = eager.run("bronze.parcels", Instant.now());
        assertThat(orphan).exists();
        UpkeepOutcome old = eager.run("bronze.parcels", LATER.plus(Duration.ofHours(2)));

        assertThat(young.before().files()).isEqualTo(5);
        assertThat(young.after().files()).isEqualTo(1);
        assertThat(young.rewritten()).isEqualTo(5);
        assertThat(young.expired()).isPositive();
        assertThat(old.orphans()).isEqualTo(1);
        assertThat(orphan).doesNotExist();
        assertThat(lake.spark.table(lake.path(parcels)).count()).isEqualTo(5);
    }

    @Test
    void silverKeepsItsProgressWhenItsCommitIsCompactedAndExpired() {
        lake.append(parcels, insert("a", 1), insert("b", 2));
        silver.merge(parcels);
        lake.append(parcels, insert("c", 3));
        silver.merge(parcels);
        Upkeep eager = new Upkeep(lake.spark, lake.catalog, new UpkeepSettings(2, Duration.ZERO, Duration.ofDays(3)));

        eager.run("silver.parcels", LATER);

        assertThat(silver.merge(parcels).keys()).isZero();
        assertThat(tables.rows(silver.current(parcels).orElseThrow()).count()).isEqualTo(3);
    }

    @Test
    void compactionUnderLoadFailsNoMergeAndLosesNoRow() throws Exception {
        lake.append(parcels, insert("a", 0));
        silver.merge(parcels);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> compactions = pool.submit(() -> {
                int runs = 0;
                while (!done.get()) {
                    upkeep.run("bronze.parcels", LATER);
                    upkeep.run("silver.parcels", LATER);
                    runs++;
                }
                return runs;
            });
            for (int i = 1; i <= 8; i++) {
                lake.append(parcels, update("a", i).with("status", "s" + i), insert("k" + i, i));
                silver.merge(parcels);
            }
            done.set(true);
            assertThat(compactions.get()).isPositive();
        } finally {
            done.set(true);
            pool.shutdown();
        }

        Row a = lake.spark
                .table(lake.catalog + ".silver.parcels")
                .where("id = 'a'")
                .head();
        assertThat(a.<String>getAs("status")).isEqualTo("s8");
        assertThat(lake.spark.table(lake.catalog + ".silver.parcels").count()).isEqualTo(9);
        assertThat(lake.spark.table(lake.path(parcels)).count()).isEqualTo(17);
    }
}
