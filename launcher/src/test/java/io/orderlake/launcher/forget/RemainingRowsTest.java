package io.orderlake.launcher.forget;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.Person;
import io.orderlake.contract.TablesFile;
import io.orderlake.launcher.lake.Duck;
import io.orderlake.launcher.lake.Lake;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class RemainingRowsTest {

    private static final Person ANN = new Person("c-ann");

    @TempDir
    private Path bucket = Path.of("");

    @TempDir
    private Path work = Path.of("");

    @Test
    void nothingRemainsInALakeThatDoesNotNameThePerson() throws Exception {
        json("{\"order_id\":\"o-1\",\"customer_id\":\"c-ann2\",\"cdc_before\":null,\"cdc_rescued\":null}");
        parquet("landing/parquet/orders/order_date=2026-11-20/a.parquet", "c-bob", "null");
        rejects("{\"cdc_original\":\"\",\"cdc_erased\":true}");

        assertThat(search()).allSatisfy((layer, count) -> assertThat(count).isZero());
    }

    @Test
    void findsRowsThatNameThePersonInEachLayer() throws Exception {
        json(
                "{\"order_id\":\"o-1\",\"customer_id\":\"c-ann\",\"cdc_before\":null,\"cdc_rescued\":null}",
                "{\"order_id\":\"o-2\",\"customer_id\":\"c-bob\",\"cdc_before\":\"{\\\"customer_id\\\":\\\"c-ann\\\"}\"}");
        parquet("landing/parquet/orders/order_date=2026-11-20/a.parquet", "c-ann", "null");
        // Files are searched even if no snapshot refers to them.
        parquet("lake/silver/orders/data/orphan.parquet", "c-ann", "null");
        parquet("lake/gold/customer_value/data/b.parquet", "c-bob", "'{\"customer_id\":\"c-ann\"}'");
        rejects("{\"cdc_original\":\""
                + java.util.Base64.getEncoder().encodeToString("{\"id\":\"c-ann\"}".getBytes(StandardCharsets.UTF_8))
                + "\"}");

        assertThat(search()).isEqualTo(Map.of("landing/json", 2L, "landing/parquet", 1L, "errors", 1L, "lake", 2L));
    }

    @Test
    void theReportIsCompleteOnlyIfBothSearchesFindNothing() {
        ForgetReport.Pass erased = pass("{\"erased\":{\"landing/json\":3},\"rewritten\":2,\"searched\":9}");
        ForgetReport.Pass clean = pass("{\"searched\":9,\"versions\":false}");

        ForgetReport complete = new ForgetReport(erased, Map.of("silver.orders", 1L), clean, Map.of("errors", 0L));
        assertThat(complete.isComplete()).isTrue();
        assertThat(complete.json())
                .contains("\"erased\":{\"landing/json\":3,\"silver.orders\":1}", "\"versions\":\"not kept\"")
                .contains("\"complete\":true");
        assertThat(new ForgetReport(erased, Map.of(), clean, Map.of("errors", 1L)).isComplete())
                .isFalse();
        assertThat(new ForgetReport(erased, Map.of(), pass("{\"remaining\":{\"errors\":1}}"), Map.of()).isComplete())
                .isFalse();
        assertThat(new ForgetReport(erased, Map.of(), pass("{\"held\":[\"x\"]}"), Map.of()).isComplete())
                .isFalse();
        assertThat(new ForgetReport(clean, Map.of(), clean, Map.of()).lines())
                .contains("Nothing in the lake names this customer");
    }

    private static ForgetReport.Pass pass(String answer) {
        ForgetReport.Pass pass = new ForgetReport.Pass();
        pass.add(new JsonMapper().readTree(answer));
        return pass;
    }

    private Map<String, Long> search() {
        return new RemainingRows(TablesFile.shipped(), work).of(ANN, new Lake(bucket), bucket);
    }

    private void json(String... lines) throws IOException {
        Path folder = Files.createDirectories(bucket.resolve("landing/json/orders/order_date=2026-11-20"));
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.json.gz")))) {
            gzip.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        }
    }

    private void rejects(String line) throws IOException {
        Files.write(Files.createDirectories(bucket.resolve("errors/lake/x")).resolve("r.jsonl"), List.of(line));
    }

    private void parquet(String key, String customer, String before) throws IOException, SQLException {
        Path file = bucket.resolve(key);
        Files.createDirectories(file.getParent());
        try (DuckDBConnection duck = Duck.open(work, "");
                Statement statement = duck.createStatement()) {
            statement.execute("COPY (SELECT 'o-1' AS order_id, '" + customer + "' AS customer_id, CAST(" + before
                    + " AS VARCHAR) AS cdc_before) TO " + Duck.quoted(file.toString()) + " (FORMAT parquet)");
        }
    }
}
