package io.orderlake.launcher.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import io.orderlake.launcher.lake.Duck;
import io.orderlake.launcher.lake.Lake;
import io.orderlake.launcher.verify.VerifyLakehouse.Layers;
import io.orderlake.proof.state.ProofDifference.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Order o-1 was shipped, o-2 deleted, o-3 cancelled; the expected gold rows are counted manually. */
class VerifyLakehouseTest {

    private static final String ORDERS = "CustomerOrders";
    private static final String VERSIONS = "CustomerOrderVersions";
    private static final String DAY = "DATE '2026-11-20'";

    @TempDir
    private Path folder = Path.of("");

    private final FakeDynamoDb dynamodb = new FakeDynamoDb().table(ORDERS).table(VERSIONS);
    private final Map<String, String> changes = new LinkedHashMap<>();
    private final Map<String, String> silver = new LinkedHashMap<>();
    private final Map<String, String> gold = new HashMap<>();

    @BeforeEach
    void threeOrders() {
        dynamodb.put(ORDERS, item("o-1", 2, "shipped"));
        dynamodb.put(VERSIONS, Map.of("order_id", fromS("o-2"), "last_version", fromN("2")));
        dynamodb.put(ORDERS, item("o-3", 2, "cancelled"));

        changes.put("1", change("o-1", 1, "I", "processing", 0));
        changes.put("2", change("o-2", 1, "I", "processing", 1));
        changes.put("3", change("o-3", 1, "I", "processing", 2));
        changes.put("4", change("o-1", 2, "U", "shipped", 3));
        changes.put("5", change("o-2", 1, "D", "processing", 4));
        changes.put("6", change("o-3", 2, "U", "cancelled", 7));

        silver.put("o-1", row("o-1", 2, "shipped"));
        silver.put("o-2", tombstone("o-2"));
        silver.put("o-3", row("o-3", 2, "cancelled"));

        goldOfCustomersAndProducts();
        goldOfEachOrder();
    }

    private void goldOfCustomersAndProducts() {
        gold.put(
                "sales_daily",
                "SELECT " + DAY + " AS order_date, 'EUR' AS currency, 2 AS orders, 1 AS customers,"
                        + " 2 AS units, 39.80 AS revenue, 1 AS cancelled_orders, 39.80 AS cancelled_value");
        gold.put(
                "product_performance",
                "SELECT 'Lamp' AS product_name, 'home' AS product_category, 'EUR' AS currency,"
                        + " 2 AS orders, 2 AS units, 39.80 AS revenue, 1 AS cancelled_orders, 0.5000 AS cancellation_rate, "
                        + DAY + " AS first_order_date, " + DAY + " AS last_order_date");
        gold.put(
                "customer_value",
                "SELECT 'c-1' AS customer_id, 'EUR' AS currency, 2 AS orders, 1 AS cancelled_orders,"
                        + " 39.80 AS lifetime_value, 39.8000 AS average_order_value, " + DAY + " AS first_order_date, "
                        + DAY
                        + " AS last_order_date, 'new' AS segment");
    }

    private void goldOfEachOrder() {
        gold.put(
                "order_timeline",
                "SELECT 'o-1' AS order_id, " + timeline("shipped", 0, 3, null, null, "4", null)
                        + " UNION ALL SELECT 'o-2', " + timeline("processing", 1, null, null, 4, "2", "5")
                        + " UNION ALL SELECT 'o-3', " + timeline("cancelled", 2, null, 7, null, "6", null));
        gold.put(
                "order_funnel",
                "SELECT " + DAY + " AS order_date, 3 AS orders, 1 AS shipped, 0 AS delivered,"
                        + " 1 AS cancelled_before_shipping, 0 AS cancelled_after_shipping, 1 AS deleted,"
                        + " 3.000 AS seconds_to_ship, NULL::DECIMAL(18,3) AS seconds_from_shipping_to_delivery,"
                        + " 5.000 AS seconds_to_cancel");
    }

    @Test
    void silverIsTheSourceAndGoldFollowsFromIt() throws Exception {
        LakehouseReport report = verify();
        assertThat(report.lines())
                .containsExactly(
                        "  silver          3 rows, 0 missing, 0 stale, 0 extra",
                        "  gold            5 tables, 0 of them differ");
        assertThat(report.members())
                .containsEntry("silver_rows", 3L)
                .containsEntry("silver_missing", 0L)
                .containsEntry("silver_stale", 0L)
                .containsEntry("silver_extra", 0L)
                .containsEntry("gold_ok", true);
        assertThat(report.agrees()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"o-1, MISSING", "o-2, MISSING"})
    void aRowOrTombstoneThatLacksIsMissing(String order, Kind difference) throws Exception {
        silver.remove(order);
        assertOnly(difference);
    }

    @Test
    void aRowOfAnEarlierVersionIsStale() throws Exception {
        silver.put("o-1", row("o-1", 1, "processing"));
        assertThat(assertOnly(Kind.STALE).lines())
                .anyMatch(line -> line.contains("o-1: status: expected \"shipped\" but was \"processing\""));
    }

    @Test
    void aRowThatWasDeletedButStandsIsStale() throws Exception {
        silver.put("o-2", row("o-2", 1, "processing"));
        assertOnly(Kind.STALE);
    }

    @Test
    void aTombstoneOfARowThatStandsIsStale() throws Exception {
        silver.put("o-3", tombstone("o-3"));
        assertOnly(Kind.STALE);
    }

    @Test
    void aTombstoneThatHoldsWhatWasErasedIsStale() throws Exception {
        silver.put("o-2", tombstone("o-2") + ", 'c-1' AS customer_id");
        assertOnly(Kind.STALE);
    }

    @Test
    void aRowThatNeverWasIsExtra() throws Exception {
        silver.put("o-9", row("o-9", 1, "processing"));
        assertOnly(Kind.EXTRA);
    }

    @Test
    void aKeyThatStandsTwiceIsExtra() throws Exception {
        silver.put("o-1 again", row("o-1", 2, "shipped"));
        assertOnly(Kind.EXTRA);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "sales_daily, 2 AS units, 3 AS units",
                "sales_daily, 39.80 AS revenue, 39.81 AS revenue",
                "product_performance, 0.5000 AS, 0.4999 AS",
                "customer_value, 'new', 'regular'",
                "order_timeline, 'cancelled' AS status, 'shipped' AS status",
                "order_funnel, 5.000 AS, 5.001 AS",
            })
    void aWrongValueOfGoldIsFound(String table, String right, String wrong) throws Exception {
        assertThat(gold.get(table)).contains(right);
        gold.computeIfPresent(table, (name, sql) -> sql.replace(right, wrong));
        LakehouseReport report = verify();
        assertThat(report.gold()).singleElement().asString().startsWith("gold." + table + ": 1 rows");
        assertThat(report.members()).containsEntry("gold_ok", false);
        assertThat(report.agrees()).isFalse();
    }

    @Test
    void aRowOfGoldThatLacksOrStandsTwiceIsFound() throws Exception {
        gold.computeIfPresent("order_timeline", (name, sql) -> sql.substring(0, sql.lastIndexOf(" UNION ALL")));
        gold.computeIfPresent("sales_daily", (name, sql) -> sql + " UNION ALL " + sql);
        gold.remove("customer_value");
        assertThat(verify().gold())
                .hasSize(3)
                .anyMatch(sentence -> sentence.startsWith("gold.order_timeline: 1 rows are not as expected"))
                .anyMatch(sentence -> sentence.startsWith("gold.sales_daily: 0 rows are not as expected; 1 are not"))
                .contains("gold.customer_value holds nothing");
    }

    private LakehouseReport assertOnly(Kind difference) throws Exception {
        LakehouseReport report = verify();
        assertThat(report.differences()).as("%s", report.lines()).containsExactly(Map.entry(difference, 1L));
        assertThat(report.agrees()).isFalse();
        return report;
    }

    private LakehouseReport verify() throws Exception {
        parquet("landing/parquet/orders/order_date=2026-11-20/a.parquet", union(changes));
        Path rows = parquet("silver.parquet", union(silver));
        Map<String, List<Path>> tables = new HashMap<>();
        for (Map.Entry<String, String> table : gold.entrySet()) {
            tables.put(table.getKey(), List.of(parquet(table.getKey() + ".parquet", table.getValue())));
        }
        Verify.Scope scope = new Verify.Scope(null, null, List.of(), Duration.ZERO);
        return new VerifyLakehouse(scope, dynamodb, new Lake(folder))
                .run(new Layers(Map.of("orders", List.of(rows)), tables));
    }

    private Path parquet(String name, String select) throws IOException, SQLException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (DuckDBConnection duck = Duck.open(folder, "");
                Statement statement = duck.createStatement()) {
            statement.execute("COPY (" + select + ") TO " + Duck.quoted(file.toString()) + " (FORMAT parquet)");
        }
        return file;
    }

    private static String union(Map<String, String> selects) {
        return String.join(" UNION ALL BY NAME ", selects.values());
    }

    private static Map<String, AttributeValue> item(String id, long version, String status) {
        return Map.of(
                "order_id", fromS(id),
                "version", fromN(Long.toString(version)),
                "customer_id", fromS("c-1"),
                "product_name", fromS("Lamp"),
                "quantity", fromN("2"),
                "price", fromN("19.9"),
                "currency", fromS("EUR"),
                "status", fromS(status),
                "order_date", fromS("2026-11-20"));
    }

    /** What a source's row becomes: enriched, in columns. */
    private static String columns(String id, long version, String status) {
        return "'" + id + "' AS order_id, " + version + "::BIGINT AS version, 'c-1' AS customer_id,"
                + " 'Lamp' AS product_name, 'home' AS product_category, 2::BIGINT AS quantity,"
                + " 19.90::DECIMAL(12,2) AS price, 39.80::DECIMAL(18,2) AS total, 'EUR' AS currency, '" + status
                + "' AS status, " + DAY + " AS order_date";
    }

    private String change(String id, long version, String op, String status, int second) {
        int position = changes.size() + 1;
        return "SELECT " + columns(id, version, status) + ", '" + op + "' AS cdc_op, 'e" + position
                + "' AS cdc_event_id, '" + position + "' AS cdc_position, " + time(second) + " AS cdc_changed_at";
    }

    private static String row(String id, long version, String status) {
        return "SELECT " + columns(id, version, status)
                + ", 'e' AS cdc_event_id, '9' AS cdc_position, false AS cdc_deleted";
    }

    private static String tombstone(String id) {
        return "SELECT '" + id + "' AS order_id, 'e5' AS cdc_event_id, '5' AS cdc_position, true AS cdc_deleted";
    }

    private static String time(@Nullable Integer second) {
        return second == null ? "NULL::TIMESTAMPTZ" : "TIMESTAMPTZ '2026-11-20 10:00:0" + second + "+00'";
    }

    private static String timeline(
            String status,
            int placed,
            @Nullable Integer shipped,
            @Nullable Integer cancelled,
            @Nullable Integer deleted,
            String row,
            @Nullable String delete) {
        return DAY + " AS order_date, '" + status + "' AS status, " + time(placed) + " AS placed_at, " + time(placed)
                + " AS processing_at, " + time(shipped) + " AS shipped_at, " + time(null) + " AS delivered_at, "
                + time(cancelled) + " AS cancelled_at, " + time(deleted) + " AS deleted_at, '" + row + " e" + row
                + "' AS row_position, " + (delete == null ? "NULL" : "'" + delete + " e" + delete + "'")
                + " AS delete_position";
    }
}
