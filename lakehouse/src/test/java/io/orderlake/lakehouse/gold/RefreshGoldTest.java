package io.orderlake.lakehouse.gold;

import static io.orderlake.lakehouse.Change.insert;
import static io.orderlake.lakehouse.Change.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.contract.TableSpec;
import io.orderlake.lakehouse.Change;
import io.orderlake.lakehouse.TestLake;
import io.orderlake.lakehouse.TestTables;
import io.orderlake.lakehouse.bronze.Bronze;
import io.orderlake.lakehouse.rebuild.ContentHash;
import io.orderlake.lakehouse.silver.MergeSilver;
import io.orderlake.lakehouse.table.DyingTables;
import io.orderlake.lakehouse.table.IcebergTables;
import io.orderlake.lakehouse.table.LakeTable;
import java.math.BigDecimal;
import java.sql.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class RefreshGoldTest {

    private final TableSpec orders = TestTables.orders();
    private final TestLake lake = new TestLake();
    private final Bronze bronze = new Bronze(lake.spark, lake.catalog);
    private final IcebergTables tables = new IcebergTables(lake.spark, lake.catalog);
    private final MergeSilver silver = new MergeSilver(bronze, tables);
    private final RefreshGold gold = new RefreshGold(bronze, tables);

    @Test
    void aggregatesAreThoseOfTheCurrentOrders() {
        lake.append(
                orders,
                order(insert("o-1", 0), "c-1", "processing", "10.00"),
                order(update("o-1", 60), "c-1", "shipped", "10.00"),
                order(update("o-1", 160), "c-1", "delivered", "10.00"),
                order(insert("o-2", 10), "c-1", "processing", "5.50"),
                order(update("o-2", 40), "c-1", "cancelled", "5.50"),
                order(insert("o-3", 20), "c-2", "processing", "7.00"),
                Change.delete("o-3", 50));
        silver.merge(orders);

        gold.refresh(current());

        assertThat(row("sales_daily").toString()).isEqualTo("[2026-11-01,EUR,2,1,2,10.00,1,5.50]");
        assertThat(row("product_performance").toString())
                .isEqualTo("[Laptop,unknown,EUR,2,2,10.00,1,0.5000,2026-11-01,2026-11-01]");
        assertThat(row("customer_value").toString()).isEqualTo("[c-1,EUR,2,1,10.00,10.0000,2026-11-01,2026-11-01,new]");
        assertThat(row("order_funnel").toString()).isEqualTo("[2026-11-01,3,1,1,1,0,1,60.000,100.000,30.000]");
    }

    @Test
    void incrementalRefreshesOfRandomHistoriesEqualARebuild() {
        OrderHistory history = new OrderHistory(7);
        List<GoldOutcome> last = List.of();
        for (int round = 0; round < 3; round++) {
            lake.append(orders, history.next(40));
            silver.merge(orders);
            last = gold.refresh(current());
        }
        assertThat(last)
                .contains(new GoldOutcome("sales_daily", GoldOutcome.How.INCREMENTAL))
                .contains(new GoldOutcome("order_timeline", GoldOutcome.How.INCREMENTAL));
        Map<String, ContentHash> refreshed = hashes();

        List<GoldOutcome> again = gold.refresh(current());
        assertThat(again).extracting(GoldOutcome::how).containsOnly(GoldOutcome.How.UNCHANGED);
        gold.rebuild(current());

        assertThat(hashes()).isEqualTo(refreshed);
        assertThat(lake.spark.table(lake.catalog + ".gold.sales_daily").count()).isGreaterThan(9);
    }

    @Test
    void continuesAfterItWasKilledAfterEachOfItsCommits() {
        OrderHistory history = new OrderHistory(11);
        lake.append(orders, history.next(40));
        silver.merge(orders);
        gold.refresh(current());
        lake.append(orders, history.next(2));
        silver.merge(orders);

        // Each run does one more commit: it calls shape for each table, and writes once.
        for (int call = 2; call <= 6; call++) {
            RefreshGold killed = new RefreshGold(bronze, new DyingTables(tables, call, call % 2 == 1));
            assertThatThrownBy(() -> killed.refresh(current())).isInstanceOf(DyingTables.Death.class);
        }
        gold.refresh(current());
        Map<String, ContentHash> refreshed = hashes();
        gold.rebuild(current());

        assertThat(hashes()).isEqualTo(refreshed);
    }

    private LakeTable current() {
        return silver.current(orders).orElseThrow();
    }

    private static Change order(Change change, String customer, String status, String total) {
        return change.with("customer_id", customer)
                .with("product_name", "Laptop")
                .with("quantity", 2L)
                .with("total", new BigDecimal(total))
                .with("currency", "EUR")
                .with("status", status)
                .with("order_date", Date.valueOf("2026-11-01"));
    }

    private Row row(String table) {
        List<Row> rows = lake.spark.table(lake.catalog + ".gold." + table).collectAsList();
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private Map<String, ContentHash> hashes() {
        return GoldTables.ALL.stream()
                .collect(Collectors.toMap(
                        name -> name, name -> ContentHash.of(lake.spark.table(lake.catalog + ".gold." + name))));
    }
}
