package io.orderlake.launcher.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.lake.Duck;
import io.orderlake.launcher.lake.Lake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class VerifyTest {

    private static final String ORDERS = "CustomerOrders";
    private static final String VERSIONS = "CustomerOrderVersions";

    @TempDir
    private Path folder = Path.of("");

    private final FakeDynamoDb dynamodb = new FakeDynamoDb().table(ORDERS).table(VERSIONS);
    private final List<String> rows = new ArrayList<>();
    private final List<String> rejects = new ArrayList<>();
    private final List<String> journal = new ArrayList<>();
    private String object = "a";

    @BeforeEach
    void threeChangesOfTwoOrders() {
        row("o-1", 1, "I", "19.90");
        row("o-1", 2, "U", "20.00");
        row("o-2", 1, "I", "5.00");
        row("o-2", 1, "D", "5.00");
        dynamodb.put(ORDERS, item("o-1", 2, "20"));
        dynamodb.put(VERSIONS, Map.of("order_id", fromS("o-2"), "last_version", fromN("2")));
    }

    @Test
    void sourceAndLakeAgree() throws Exception {
        VerifyReport report = verify();
        assertThat(report.lines()).noneMatch(line -> line.contains("expected"));
        assertThat(report.json())
                .startsWith("{\"orders\":2,\"changes\":4,\"landed\":4,\"missing\":0,\"duplicated\":0,\"stale\":0,"
                        + "\"extra\":0,\"out_of_order\":0,\"rejected\":0,\"seconds\":")
                .contains("\"freshness_p50_ms\":", "\"freshness_p99_ms\":")
                .doesNotContain("\n");
        assertThat(report.agrees()).isTrue();
        assertThat(report.freshness().p50()).isPositive();
    }

    @Test
    void eachFormatIsComparedByItself() throws Exception {
        landJson();
        rows.remove(1);
        landParquet();
        VerifyReport report = run();
        assertThat(report.byFormat())
                .containsEntry("json", new Tally.FormatTally(4, Map.of()))
                .containsEntry("parquet", new Tally.FormatTally(3, Map.of(Difference.MISSING, 1L)));
        assertThat(report.landed()).isEqualTo(3);
        assertThat(report.agrees()).isFalse();
    }

    @Test
    void theJournalProvesWhatTheTableNoLongerShows() throws Exception {
        journal.add(
                "{\"kind\":\"ack\",\"order_id\":\"o-3\",\"version\":1,\"op\":\"put\",\"item\":{\"order_id\":\"o-3\"}}");
        journal.add("{\"kind\":\"ack\",\"order_id\":\"o-3\",\"version\":2,\"op\":\"delete\"}");
        journal.add("{\"kind\":\"ack\",\"order_i");
        dynamodb.put(VERSIONS, Map.of("order_id", fromS("o-3"), "last_version", fromN("2")));
        VerifyReport report = verify();
        assertThat(report.count(Difference.MISSING)).isEqualTo(2 * 2);
        assertThat(report.orders()).isEqualTo(3);
    }

    @Test
    void theJournalKnowsTheValuesOfEveryVersion() throws Exception {
        journal.add(
                "{\"kind\":\"ack\",\"order_id\":\"o-1\",\"version\":1,\"op\":\"put\",\"item\":{\"order_id\":\"o-1\","
                        + "\"version\":\"1\",\"price\":\"19.91\",\"updated_at\":\"1763632800120\",\"customer_email\":\"a@b.c\","
                        + "\"shipping_address\":{\"city\":\"Bern\"}}}");
        VerifyReport report = verify();
        assertThat(report.count(Difference.STALE)).isEqualTo(2);
        assertThat(report.lines()).anyMatch(l -> l.endsWith("price: expected \"19.91\" but was \"19.9\""));
    }

    @Test
    void whatIsWrittenMeanwhileMayHaveLandedOrNot() throws Exception {
        dynamodb.afterScan = () -> {
            dynamodb.put(ORDERS, item("o-1", 4, "22"));
            dynamodb.put(ORDERS, item("o-4", 1, "1"));
        };
        row("o-1", 3, "U", "21.00");
        row("o-4", 1, "I", "1.00");
        assertThat(verify().agrees()).isTrue();
    }

    @Test
    void anOpenRejectIsNotMissingAndALandedOneIsNotOpen() throws Exception {
        dynamodb.put(ORDERS, item("o-1", 3, "30"));
        reject("lost", "o-1", 3);
        reject("e-o-1-2", "o-1", 2);
        VerifyReport report = verify();
        assertThat(report.rejected()).isEqualTo(1);
        assertThat(report.agrees()).isTrue();
    }

    @Test
    void aRedrivenRowClosesTheRejectThatItNames() throws Exception {
        reject("foreign/shard/7", "o-1", 2);
        reject("foreign/shard/8", "o-1", 2);
        rows.set(
                1,
                rows.get(1)
                        .replace(
                                "\"cdc_quality\":[]",
                                "\"cdc_quality\":[\"min:price\",\"rejected_as:foreign/shard/7\"]"));

        assertThat(verify().rejected()).isEqualTo(1);
        landJson();
        rows.set(1, line("o-1", 2, "U", "20.00"));
        landParquet();
        assertThat(run().rejected()).isEqualTo(1);
    }

    @Test
    void whatDoesNotFitTheColumnMayBeRescued() throws Exception {
        Map<String, AttributeValue> item = new HashMap<>(item("o-1", 2, "20"));
        item.put("gift", fromS("yes"));
        item.put("price", fromS("much"));
        dynamodb.put(ORDERS, item);
        rows.remove(1);
        rows.add(line("o-1", 2, "U", null)
                .replace(
                        "\"cdc_rescued\":null",
                        "\"cdc_rescued\":\"{\\\"gift\\\":\\\"yes\\\",\\\"price\\\":\\\"much\\\"}\""));
        assertThat(verify().agrees()).isTrue();
    }

    @Test
    void aForgottenPersonsRowsAgreeIfTheLedgerDeclaresThem() throws Exception {
        object = "order-events-shardId-000000000000-0000000001";
        eraseO2();
        dynamodb.table("orderlake-ledger");
        assertThat(verify().agrees()).isFalse();

        declare("erased", "landing/json/orders/order_date=2026-11-20/" + object + ".json.gz");
        assertThat(run().agrees()).isFalse();
        declare("erased", "landing/parquet/orders/order_date=2026-11-20/" + object + ".parquet");
        assertThat(run().agrees()).isTrue();
    }

    private void eraseO2() {
        rows.replaceAll(line -> line.contains("\"o-2\"")
                ? line.replaceAll(
                                "\"(version|price|customer_email|shipping_address|updated_at|product_category)\":[^,]*",
                                "\"$1\":null")
                        .replace("\"cdc_quality\":[]", "\"cdc_quality\":[\"erased\"]")
                : line);
    }

    private void declare(String attribute, String key) {
        Map<String, AttributeValue> entry = Map.of("key", fromS(key), attribute, fromN("2"));
        dynamodb.add(
                "orderlake-ledger",
                Map.of(
                        "pk", fromS("order-events/shardId-000000000000"),
                        "sk", fromS("claim#0000000001#objects#" + dynamodb.size("orderlake-ledger")),
                        "objects", AttributeValue.fromL(List.of(fromM(entry)))));
    }

    private VerifyReport verify() throws Exception {
        landJson();
        landParquet();
        return run();
    }

    private VerifyReport run() throws IOException {
        Files.createDirectories(folder.resolve("errors"));
        Files.write(folder.resolve("errors/r.jsonl"), rejects);
        Path journalFile = Files.write(folder.resolve("journal.jsonl"), journal);
        Verify.Scope scope = new Verify.Scope(null, journalFile, List.of("json", "parquet"), Duration.ZERO);
        ConsoleProgress silent = new ConsoleProgress(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false);
        return new Verify(scope, () -> new Lake(folder), dynamodb, silent).run();
    }

    private void landJson() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(String.join("\n", rows).getBytes(StandardCharsets.UTF_8));
        }
        Path partition = Files.createDirectories(folder.resolve("landing/json/orders/order_date=2026-11-20"));
        Files.write(partition.resolve(object + ".json.gz"), bytes.toByteArray());
    }

    private void landParquet() throws IOException, SQLException {
        Path lines = Files.write(folder.resolve("rows.jsonl"), rows);
        Path partition = Files.createDirectories(folder.resolve("landing/parquet/orders/order_date=2026-11-20"));
        try (DuckDBConnection duck = Duck.open(folder, "");
                Statement statement = duck.createStatement()) {
            statement.execute("COPY (SELECT * REPLACE (CAST(price AS DECIMAL(12,2)) AS price,"
                    + " CAST(updated_at AS TIMESTAMPTZ) AS updated_at) FROM read_json("
                    + Duck.quoted(lines.toString())
                    + ", format = 'newline_delimited', columns = {order_id: 'VARCHAR', version: 'BIGINT',"
                    + " price: 'DECIMAL(12,2)', customer_email: 'VARCHAR', shipping_address: 'VARCHAR',"
                    + " updated_at: 'TIMESTAMPTZ', product_category: 'VARCHAR', cdc_op: 'VARCHAR',"
                    + " cdc_event_id: 'VARCHAR', cdc_position: 'VARCHAR', cdc_changed_columns: 'VARCHAR[]',"
                    + " cdc_quality: 'VARCHAR[]',"
                    + " cdc_rescued: 'VARCHAR'})) TO "
                    + Duck.quoted(partition.resolve(object + ".parquet").toString()) + " (FORMAT parquet)");
        }
    }

    private void row(String id, long version, String op, String price) {
        rows.add(line(id, version, op, price));
    }

    private String line(String id, long version, String op, @Nullable String price) {
        return ("{\"order_id\":\"%s\",\"version\":%d,\"price\":%s,\"customer_email\":\"%s\","
                        + "\"shipping_address\":\"***\",\"updated_at\":\"2025-11-20T10:00:00.120Z\","
                        + "\"product_category\":\"toys\",\"cdc_op\":\"%s\",\"cdc_event_id\":\"e-%s-%d\","
                        + "\"cdc_position\":\"%03d\",\"cdc_changed_columns\":[\"price\"],\"cdc_quality\":[],\"cdc_rescued\":null}")
                .formatted(
                        id,
                        version,
                        price,
                        "0f".repeat(32),
                        op,
                        id,
                        op.equals("D") ? version + 1 : version,
                        rows.size());
    }

    private void reject(String eventId, String id, long version) {
        String original =
                "{\"eventName\":\"MODIFY\",\"dynamodb\":{\"NewImage\":{\"version\":{\"N\":\"" + version + "\"}}}}";
        rejects.add("{\"cdc_reject_stage\":\"transform\",\"cdc_reject_reason\":\"bad\",\"cdc_event_id\":\"" + eventId
                + "\",\"cdc_table\":\"orders\",\"cdc_key\":\"{\\\"order_id\\\":\\\"" + id
                + "\\\"}\",\"cdc_original\":\""
                + Base64.getEncoder().encodeToString(original.getBytes(StandardCharsets.UTF_8)) + "\"}");
    }

    private static Map<String, AttributeValue> item(String id, long version, String price) {
        return Map.of(
                "order_id", fromS(id),
                "version", fromN(Long.toString(version)),
                "price", fromN(price),
                "customer_email", fromS("a@b.example"),
                "shipping_address", fromM(Map.of("city", fromS("Bern"))),
                "updated_at", fromN("1763632800120"));
    }
}
