package io.orderlake.lakehouse.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.TableSpec;
import io.orderlake.lakehouse.TestLake;
import io.orderlake.lakehouse.TestTables;
import io.orderlake.lakehouse.bronze.Bronze;
import io.orderlake.lakehouse.gold.OrderHistory;
import io.orderlake.lakehouse.gold.RefreshGold;
import io.orderlake.lakehouse.silver.MergeSilver;
import io.orderlake.lakehouse.table.IcebergTables;
import java.util.List;
import org.junit.jupiter.api.Test;

class RebuildTest {

    private final TableSpec orders = TestTables.orders();
    private final TestLake lake = new TestLake();
    private final Bronze bronze = new Bronze(lake.spark, lake.catalog);
    private final IcebergTables tables = new IcebergTables(lake.spark, lake.catalog);
    private final MergeSilver silver = new MergeSilver(bronze, tables);
    private final Rebuild rebuild = new Rebuild(silver, new RefreshGold(bronze, tables), tables);

    @Test
    void rebuiltSilverAndGoldHaveTheSameContent() {
        OrderHistory history = new OrderHistory(5);
        lake.append(orders, history.next(50));
        silver.merge(orders);
        lake.append(orders, history.next(30));

        List<Rebuilt> rebuilt = rebuild.run(orders);

        assertThat(rebuilt)
                .extracting(Rebuilt::table)
                .containsExactly(
                        "silver.orders",
                        "gold.sales_daily",
                        "gold.product_performance",
                        "gold.customer_value",
                        "gold.order_timeline",
                        "gold.order_funnel");
        assertThat(rebuilt).allMatch(Rebuilt::isEqual);
        assertThat(rebuilt.get(0).after().rows()).isPositive();
    }

    @Test
    void aDamagedRowChangesTheHash() {
        lake.append(orders, new OrderHistory(6).next(20));
        silver.merge(orders);
        lake.spark.sql("UPDATE " + lake.catalog + ".silver.orders SET total = 0 WHERE NOT cdc_deleted");

        assertThat(rebuild.run(orders)).first().matches(silverRows -> !silverRows.isEqual());
    }
}
