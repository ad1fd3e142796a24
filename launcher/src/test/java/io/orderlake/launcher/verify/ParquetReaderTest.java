package io.orderlake.launcher.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.launcher.lake.Duck;
import io.orderlake.proof.TableFingerprints;
import io.orderlake.proof.TablesYaml;
import io.orderlake.proof.lake.LandedLines;
import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.lake.RowParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetReaderTest {

    private static final String LINE =
            "{\"order_id\":\"o-1\",\"version\":2,\"order_date\":\"0000-06-01\",\"price\":20.00,\"customer_email\":\""
                    + "0f".repeat(32) + "\",\"shipping_address\":\"***\",\"updated_at\":\"2025-11-20T10:00:00.120Z\","
                    + "\"cdc_op\":\"U\",\"cdc_event_id\":\"e-1\",\"cdc_table\":\"orders\",\"cdc_position\":\"000001-1\","
                    + "\"cdc_source_shard\":\"dynamodb/CustomerOrders/1/s\",\"cdc_lane\":7,\"cdc_redriven\":false,"
                    + "\"cdc_changed_at\":\"2025-11-20T10:00:00.000Z\",\"cdc_quality\":[\"rejected_as:r-1\"],"
                    + "\"cdc_rescued\":\"{\\\"gift\\\":{\\\"a\\\":1.10}}\"}";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aRowIsTheSameInJsonAndInParquet() throws Exception {
        RowParser parser = new RowParser(
                Map.of("orders", new TableFingerprints(TablesYaml.read(null).get(0))));
        byte[] line = LINE.getBytes(StandardCharsets.UTF_8);
        LandedRow json = parser.row("orders", line, 0, line.length);

        try (ParquetReader reader = new ParquetReader(parser, folder)) {
            LandedLines lines = reader.read("orders", "landing/parquet/orders/customer=***/a.parquet", parquet());

            assertThat(lines.unreadable()).isEmpty();
            assertThat(lines.rows()).singleElement().isEqualTo(json);
            assertThat(json.details().rejectedAs()).isEqualTo("r-1");
        }
    }

    @Test
    void anObjectThatIsNoParquetIsReported() {
        try (ParquetReader reader = new ParquetReader(new RowParser(Map.of()), folder)) {
            assertThat(reader.read("orders", "a.parquet", new byte[] {1}).unreadable())
                    .singleElement()
                    .asString()
                    .contains("no Parquet");
        }
    }

    private byte[] parquet() throws Exception {
        Path lines = Files.writeString(folder.resolve("rows.jsonl"), LINE);
        Path file = folder.resolve("made.parquet");
        try (DuckDBConnection duck = Duck.open(folder, "");
                Statement statement = duck.createStatement()) {
            statement.execute("COPY (SELECT * FROM read_json(" + Duck.quoted(lines.toString())
                    + ", format = 'newline_delimited', columns = {order_id: 'VARCHAR', version: 'BIGINT', order_date: 'DATE',"
                    + " price: 'DECIMAL(12,2)', customer_email: 'VARCHAR', shipping_address: 'VARCHAR',"
                    + " updated_at: 'TIMESTAMPTZ', cdc_op: 'VARCHAR', cdc_event_id: 'VARCHAR', cdc_table: 'VARCHAR',"
                    + " cdc_position: 'VARCHAR', cdc_source_shard: 'VARCHAR', cdc_lane: 'INTEGER',"
                    + " cdc_redriven: 'BOOLEAN', cdc_changed_at: 'TIMESTAMPTZ', cdc_quality: 'VARCHAR[]',"
                    + " cdc_rescued: 'VARCHAR'})) TO " + Duck.quoted(file.toString()) + " (FORMAT parquet)");
        }
        return Files.readAllBytes(file);
    }
}
