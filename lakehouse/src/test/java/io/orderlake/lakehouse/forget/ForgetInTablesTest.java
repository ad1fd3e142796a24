package io.orderlake.lakehouse.forget;

import static io.orderlake.lakehouse.Change.delete;
import static io.orderlake.lakehouse.Change.insert;
import static io.orderlake.lakehouse.Change.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.contract.Person;
import io.orderlake.contract.TableSpec;
import io.orderlake.lakehouse.Change;
import io.orderlake.lakehouse.TestLake;
import io.orderlake.lakehouse.TestTables;
import io.orderlake.lakehouse.bronze.Bronze;
import io.orderlake.lakehouse.forget.ForgetInTables.Step;
import io.orderlake.lakehouse.gold.RefreshGold;
import io.orderlake.lakehouse.silver.MergeSilver;
import io.orderlake.lakehouse.silver.SilverOutcome;
import io.orderlake.lakehouse.table.HudiTables;
import io.orderlake.lakehouse.table.IcebergTables;
import io.orderlake.lakehouse.table.LakeTable;
import io.orderlake.lakehouse.table.LakeTables;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForgetInTablesTest {

    private static final Person ANN = new Person("c-ann");

    private final TableSpec orders = TestTables.orders();
    private final TestLake lake = new TestLake();
    private final Bronze bronze = new Bronze(lake.spark, lake.catalog);

    private enum Format {
        ICEBERG,
        HUDI
    }

    /** The process has died. */
    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void noLayerAndNoFileNamesThePersonAndOtherRowsAreUnchanged(Format format) {
        LakeTables tables = tables(format);
        fill(tables);
        List<String> others = silver(tables, "customer_id = 'c-bob'");
        assertThat(FilesThatName.person(lake.spark, "c-ann", lake.warehouse)).isNotEmpty();

        List<ForgetOutcome> outcomes = forget(tables, ANN);

        assertThat(outcomes)
                .extracting(ForgetOutcome::table)
                .containsExactly(
                        "bronze.orders",
                        "silver.orders",
                        "gold.sales_daily",
                        "gold.product_performance",
                        "gold.customer_value",
                        "gold.order_timeline",
                        "gold.order_funnel");
        assertThat(outcomes).allMatch(outcome -> outcome.remaining() == 0);
        assertThat(outcomes.get(0).found()).isEqualTo(5);
        assertThat(outcomes.get(1).found()).isEqualTo(1);
        assertThat(FilesThatName.person(lake.spark, "c-ann", lake.warehouse)).isEmpty();
        assertThat(silver(tables, "customer_id = 'c-bob'")).isEqualTo(others);
        assertThat(tables.rows(current(tables)).where("order_id = 'o-1'").collectAsList())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.<String>getAs("customer_id")).isNull();
                    assertThat(row.<String>getAs("status")).isNull();
                    assertThat(row.getList(row.fieldIndex("cdc_quality"))).isEqualTo(List.of("erased"));
                    assertThat(row.<Boolean>getAs("cdc_deleted")).isFalse();
                });
        assertThat(bronzeRow(3).<String>getAs("customer_id")).isEqualTo("c-bob");
        assertThat(bronzeRow(3).<String>getAs("cdc_before")).isNull();
        assertThat(bronzeRow(3).getList(bronzeRow(3).fieldIndex("cdc_quality")))
                .isEqualTo(List.of("erased:cdc_before"));
        assertThat(lake.spark.table(lake.path(orders)).count()).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void goldCountsNothingOfWhatWasErasedNowAndAfterMoreChanges(Format format) {
        LakeTables tables = tables(format);
        fill(tables);

        forget(tables, ANN);
        assertThat(gold(tables, "customer_value", "customer_id")).containsExactly("c-bob");
        assertThat(gold(tables, "order_timeline", "order_id")).containsExactly("o-2");

        lake.append(orders, order(insert("o-9", 90), "c-eve"));
        merge(tables);

        assertThat(gold(tables, "customer_value", "customer_id")).containsExactly("c-bob", "c-eve");
        assertThat(gold(tables, "order_timeline", "order_id")).containsExactly("o-2", "o-9");
        assertThat(silver(tables, "order_id = 'o-1'")).hasSize(1).allMatch(row -> !row.contains("c-ann"));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aRunThatIsKilledAfterAnyStepAndRepeatedHasTheSameResult(Format format) {
        LakeTables tables = tables(format);
        fill(tables);
        for (Step step : Step.values()) {
            ForgetInTables dying = new ForgetInTables(lake.spark, lake.catalog, tables, gold(tables), reached -> {
                if (reached == step) {
                    throw new Death();
                }
            });
            assertThatThrownBy(() -> dying.run(orders, ANN)).isInstanceOf(Death.class);
        }

        List<ForgetOutcome> outcomes = forget(tables, ANN);

        assertThat(outcomes).allMatch(outcome -> outcome.found() == 0 && outcome.remaining() == 0);
        assertThat(FilesThatName.person(lake.spark, "c-ann", lake.warehouse)).isEmpty();
        assertThat(gold(tables, "customer_value", "customer_id")).containsExactly("c-bob");
    }

    @Test
    void aSilverThatWasBehindGetsTheErasedRows() {
        LakeTables tables = tables(Format.ICEBERG);
        fill(tables);
        lake.append(orders, order(update("o-5", 50), "c-ann"), order(update("o-2", 51), "c-bob"));
        forget(tables, ANN);

        SilverOutcome merged = new MergeSilver(bronze, tables).merge(orders);

        assertThat(merged.whole()).isTrue();
        assertThat(silver(tables, "order_id IN ('o-1', 'o-5')"))
                .hasSize(2)
                .allMatch(row -> row.contains("erased") && !row.contains("c-ann"));
        assertThat(FilesThatName.person(lake.spark, "c-ann", lake.warehouse)).isEmpty();
        lake.append(orders, order(update("o-2", 52), "c-bob"));
        assertThat(new MergeSilver(bronze, tables).merge(orders).whole()).isFalse();
    }

    @Test
    void bronzeIsMarkedEvenWhereNothingNamesThePerson() {
        LakeTables tables = tables(Format.ICEBERG);
        fill(tables);
        long before = current().snapshotId();

        List<ForgetOutcome> outcomes = forget(tables, new Person("c-nobody"));

        assertThat(outcomes).allMatch(outcome -> outcome.found() == 0 && outcome.remaining() == 0);
        assertThat(current().snapshotId()).isNotEqualTo(before);
        assertThat(current().operation()).isIn("overwrite", "delete");
        assertThat(new MergeSilver(bronze, tables).merge(orders).keys()).isIn(0L, 3L);
    }

    @Test
    void aFileThatADeadWriterLeftIsRemoved() throws IOException {
        LakeTables tables = tables(Format.ICEBERG);
        fill(tables);
        Path data;
        try (Stream<Path> files = Files.walk(lake.warehouse.resolve("bronze/orders/data"))) {
            data = files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
        Path orphan = Files.copy(data, data.resolveSibling("orphan.parquet"));
        Files.setLastModifiedTime(orphan, java.nio.file.attribute.FileTime.from(Change.START));

        List<ForgetOutcome> outcomes = forget(tables, ANN);

        assertThat(outcomes.get(0).orphans()).isGreaterThanOrEqualTo(1);
        assertThat(orphan).doesNotExist();
    }

    @Test
    void aRowWhoseKeyIsThePersonIsDeleted() {
        TableSpec carts = TestTables.parsed("""
                tables:
                  carts: { source: C, key: [customer_id], columns: { customer_id: string, item: string }, person: customer_id }
                """);
        lake.append(
                carts, insert("c-ann", 1).with("item", "x"), insert("c-bob", 2).with("item", "y"));
        LakeTables tables = tables(Format.ICEBERG);
        new MergeSilver(bronze, tables).merge(carts);

        List<ForgetOutcome> outcomes =
                new ForgetInTables(lake.spark, lake.catalog, tables, gold(tables), step -> {}).run(carts, ANN);

        assertThat(outcomes).extracting(ForgetOutcome::found).containsExactly(1L, 1L);
        assertThat(outcomes).extracting(ForgetOutcome::remaining).containsExactly(0L, 0L);
        assertThat(lake.spark.table(lake.path(carts)).count()).isEqualTo(1);
        assertThat(FilesThatName.person(lake.spark, "c-ann", lake.warehouse)).isEmpty();
    }

    @Test
    void missingTablesAndTablesWithoutPersonsAreNoFailure() {
        assertThat(forget(tables(Format.ICEBERG), ANN)).isEmpty();
        assertThat(new ForgetInTables(
                                lake.spark, lake.catalog, tables(Format.HUDI), gold(tables(Format.HUDI)), step -> {})
                        .run(TestTables.parcels(), ANN))
                .isEmpty();
    }

    /** Ann has o-1, which exists, and o-3, which was deleted. Bob's o-2 was hers at first, and a later change says so. */
    private void fill(LakeTables tables) {
        lake.append(
                orders,
                order(insert("o-1", 1), "c-ann"),
                order(insert("o-2", 2), "c-ann"),
                order(update("o-2", 3), "c-bob").with("cdc_before", "{\"customer_id\":\"c-ann\"}"));
        merge(tables);
        lake.append(orders, order(insert("o-3", 4), "c-ann"), order(update("o-2", 5), "c-bob"));
        merge(tables);
        lake.append(orders, order(delete("o-3", 6), "c-ann"));
        merge(tables);
    }

    private static Change order(Change change, String customer) {
        return change.with("customer_id", customer)
                .with("product_name", "Lamp")
                .with("product_category", "home")
                .with("quantity", 1L)
                .with("total", new BigDecimal("10.00"))
                .with("currency", "EUR")
                .with("status", "processing")
                .with("order_date", Date.valueOf("2026-11-01"));
    }

    private LakeTables tables(Format format) {
        return format == Format.HUDI
                ? new HudiTables(lake.spark, lake.warehouse.resolve("hudi").toString(), Map.of())
                : new IcebergTables(lake.spark, lake.catalog);
    }

    private RefreshGold gold(LakeTables tables) {
        return new RefreshGold(bronze, tables);
    }

    private void merge(LakeTables tables) {
        new MergeSilver(bronze, tables).merge(orders);
        gold(tables).refresh(current(tables));
    }

    private LakeTable current(LakeTables tables) {
        return new MergeSilver(bronze, tables).current(orders).orElseThrow();
    }

    private List<ForgetOutcome> forget(LakeTables tables, Person person) {
        return new ForgetInTables(lake.spark, lake.catalog, tables, gold(tables), step -> {}).run(orders, person);
    }

    private List<String> silver(LakeTables tables, String condition) {
        return tables.rows(current(tables)).where(condition).orderBy("order_id").collectAsList().stream()
                .map(Row::toString)
                .toList();
    }

    private List<String> gold(LakeTables tables, String table, String column) {
        LakeTable gold = new LakeTable(
                "gold",
                table,
                List.of(column),
                java.util.Optional.empty(),
                new org.apache.spark.sql.types.StructType());
        return tables.rows(gold).orderBy(column).collectAsList().stream()
                .map(row -> row.<String>getAs(column))
                .toList();
    }

    private Row bronzeRow(long position) {
        return lake.spark
                .table(lake.path(orders))
                .where("cdc_event_id = 'e-" + position + "'")
                .head();
    }

    private Snapshot current() {
        Table table = lake.iceberg("bronze.orders");
        return table.currentSnapshot();
    }
}
