package io.orderlake.lakehouse.table;

import static io.orderlake.lakehouse.Change.delete;
import static io.orderlake.lakehouse.Change.insert;
import static io.orderlake.lakehouse.Change.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.contract.TableSpec;
import io.orderlake.lakehouse.TestLake;
import io.orderlake.lakehouse.TestTables;
import io.orderlake.lakehouse.bronze.Bronze;
import io.orderlake.lakehouse.gold.GoldOutcome;
import io.orderlake.lakehouse.gold.GoldTables;
import io.orderlake.lakehouse.gold.OrderHistory;
import io.orderlake.lakehouse.gold.RefreshGold;
import io.orderlake.lakehouse.rebuild.ContentHash;
import io.orderlake.lakehouse.silver.MergeSilver;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class HudiTablesTest {

    private final TestLake lake = new TestLake();
    private final Bronze bronze = new Bronze(lake.spark, lake.catalog);
    private final HudiTables tables =
            new HudiTables(lake.spark, lake.warehouse.resolve("hudi").toString(), Map.of());
    private final MergeSilver silver = new MergeSilver(bronze, tables);

    @Test
    void silverIsTheSameAsInIcebergThroughDeletesReplaysRacesAndMovesBetweenPartitions() throws Exception {
        TableSpec parcels = TestTables.parcels();
        MergeSilver iceberg = new MergeSilver(bronze, new IcebergTables(lake.spark, lake.catalog));
        lake.append(
                parcels, insert("a", 1).with("shipped_on", Date.valueOf("2026-11-01")), insert("b", 2), insert("c", 3));
        silver.merge(parcels);
        lake.append(
                parcels,
                update("a", 5).with("shipped_on", Date.valueOf("2026-11-02")).with("status", "moved"),
                delete("b", 6));
        MergeSilver killed = new MergeSilver(bronze, new DyingTables(tables, 2, false));
        assertThatThrownBy(() -> killed.merge(parcels)).isInstanceOf(DyingTables.Death.class);
        assertThat(silver.merge(parcels).keys()).isZero();
        lake.append(parcels, update("a", 4).with("status", "late"), update("b", 4), insert("d", 7));

        inParallel(() -> silver.merge(parcels));
        assertThat(silver.merge(parcels).whole()).isFalse();
        iceberg.merge(parcels);

        assertThat(rows(parcels)).containsExactly("a moved false", "b null true", "c null false", "d null false");
        assertThat(ContentHash.of(tables.rows(silver.current(parcels).orElseThrow())))
                .isEqualTo(ContentHash.of(lake.spark.table(lake.catalog + ".silver.parcels")));
        Path properties = lake.warehouse.resolve("hudi/silver/parcels/.hoodie/hoodie.properties");
        assertThat(Files.readString(properties))
                .contains("hoodie.table.version=6")
                .contains("COPY_ON_WRITE");
    }

    @Test
    void olderStatesAndLaterChangesCanBeQueried() {
        TableSpec parcels = TestTables.parcels();
        lake.append(parcels, insert("a", 1).with("status", "new"), insert("b", 2));
        silver.merge(parcels);
        LakeTable table = silver.current(parcels).orElseThrow();
        String then = tables.snapshot(table).orElseThrow();
        lake.append(parcels, update("a", 3).with("status", "sent"));
        silver.merge(parcels);

        Dataset<Row> old = hudi().option("as.of.instant", then).load(tables.path(table));
        Dataset<Row> changed = hudi().option("hoodie.datasource.query.type", "incremental")
                .option("hoodie.datasource.read.begin.instanttime", then)
                .load(tables.path(table));

        assertThat(old.where("id = 'a'").head().<String>getAs("status")).isEqualTo("new");
        assertThat(changed.collectAsList())
                .hasSize(1)
                .first()
                .matches(row -> row.getAs("id").equals("a"));
    }

    @Test
    void columnsAreAddedAndWidenedAndAnotherKeyIsRefused() {
        TableSpec narrow = TestTables.table("t", "{ id: string, price: \"decimal(8,2)\" }");
        lake.append(narrow, insert("a", 1).with("price", new BigDecimal("1.25")));
        silver.merge(narrow);
        TableSpec wide = TestTables.table("t", "{ id: string, price: \"decimal(20,2)\", more: long }");
        lake.append(
                wide,
                insert("b", 2).with("price", new BigDecimal("123456789012.50")).with("more", 5L));

        silver.merge(wide);

        assertThat(tables.rows(silver.current(wide).orElseThrow()).orderBy("id").collectAsList())
                .extracting(row -> row.getAs("price") + " " + row.getAs("more"))
                .containsExactly("1.25 null", "123456789012.50 5");
        TableSpec rekeyed = TestTables.parsed(
                "tables:\n  t: { source: S, key: [id, more], columns: { id: string, more: long } }\n");
        assertThatThrownBy(() -> silver.merge(rekeyed)).hasMessageContaining("expected the key id");
    }

    @Test
    void aRebuildHasTheSameContentAndGoldIsBuilt() {
        TableSpec orders = TestTables.orders();
        lake.append(orders, new OrderHistory(9).next(40));

        silver.merge(orders);
        LakeTable current = silver.current(orders).orElseThrow();
        ContentHash merged = ContentHash.of(tables.rows(current));
        silver.rebuild(orders);

        List<GoldOutcome> made = new RefreshGold(bronze, tables).refresh(current);

        assertThat(ContentHash.of(tables.rows(current))).isEqualTo(merged);
        assertThat(made).hasSize(5).allMatch(outcome -> outcome.how() == GoldOutcome.How.WHOLE);
        for (String table : GoldTables.ALL) {
            assertThat(tables.rows(GoldTables.current(table)).count()).isPositive();
        }
    }

    private static <T> void inParallel(Callable<T> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (Future<T> run : pool.invokeAll(List.of(work, work))) {
                run.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    private org.apache.spark.sql.DataFrameReader hudi() {
        return lake.spark.read().format("hudi");
    }

    private List<String> rows(TableSpec table) {
        return tables.rows(silver.current(table).orElseThrow()).orderBy("id").collectAsList().stream()
                .map(row -> row.getAs("id") + " " + row.getAs("status") + " " + row.getAs("cdc_deleted"))
                .toList();
    }
}
