package io.orderlake.lakewriter.landing;

import static io.orderlake.lakewriter.Samples.SHARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.lakewriter.Samples;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.row.Outcome;
import io.orderlake.lakewriter.row.RecordParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFormatTest extends RowFormatContract {

    private static final Plan PLAN = Plan.of("lake", List.of("parquet"), Optional.empty(), Samples.tables());

    @TempDir
    Path folder;

    @Override
    protected RowFormat format() {
        return new ParquetFormat();
    }

    @Test
    void theSchemaIsTheGoldenOne() throws IOException {
        assertThat(ParquetSchema.of(PLAN.tables().get(0)).toString()).isEqualToIgnoringWhitespace(golden());
    }

    @Test
    void anObjectIsOneRowGroupOfZstdPages() throws IOException, SQLException {
        assertThat(query("SELECT DISTINCT compression, row_group_num_rows, row_group_id FROM parquet_metadata('"
                        + write(rows(3)) + "')"))
                .containsExactly("ZSTD|3|0");
    }

    @Test
    void anObjectIsReadWithoutALedgerAndWrittenAgainByteForByte() {
        byte[] object = new ParquetFormat().encode(PLAN.tables().get(0), rows(3));

        TablePlan table = new ParquetFormat().table(object);
        List<@Nullable Object[]> read = new ArrayList<>();
        new ParquetFormat().decode(object, table, read::add);

        assertThat(read).hasSize(3);
        assertThat(new ParquetFormat().encodeValues(table, read)).isEqualTo(object);
        byte[] none = new ParquetFormat().encodeValues(table, List.of());
        assertThat(new ParquetFormat().table(none).schema()).isEqualTo(table.schema());
    }

    @Test
    void bytesThatAreNotParquetAreNamedSo() {
        TablePlan table = PLAN.tables().get(0);
        assertThatThrownBy(() -> new ParquetFormat().decode(new byte[100], table, row -> {}))
                .hasMessageContaining("not a Parquet file");
    }

    @Test
    void anEngineReadsWhatWasWritten() throws IOException, SQLException {
        Path file = write(rows(2));
        assertThat(query("SELECT order_id, quantity, price, total, exact, rate, gift, shipping_address, hex(signature),"
                        + " order_date, epoch_ms(updated_at), cdc_op, cdc_position, cdc_lane, cdc_changed_columns,"
                        + " cdc_quality, cdc_before, cdc_redriven FROM '" + file + "' ORDER BY version"))
                .containsExactly(
                        "o-1|3|19.90|59.70|-1234567890123456789012345678.0123456789|-12.345|true|{\"city\":\"Zürich\"}"
                                + "|010203|2126-11-20|4950849598123|U|000001-" + "0".repeat(39)
                                + "1|4|[status, version]|[]|null|false",
                        "o-2|3|19.90|59.70|-1234567890123456789012345678.0123456789|-12.345|true|{\"city\":\"Zürich\"}"
                                + "|010203|2126-11-19|4950849598123|U|000001-" + "0".repeat(39)
                                + "2|4|[status, version]|[]|null|false");
    }

    @Test
    void absentValuesAreNull() throws IOException, SQLException {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("order_id", "o-1");
        Path file = write(List.of(row(columns, 1)));

        assertThat(query("SELECT order_id, quantity, price, exact, gift, signature, order_date, updated_at FROM '"
                        + file + "'"))
                .containsExactly("o-1|null|null|null|null|null|null|null");
    }

    @Test
    void manyRowsKeepTheirOrder() throws IOException, SQLException {
        Path file = write(rows(30_000));
        assertThat(query("SELECT count(*), count(DISTINCT cdc_event_id), sum(version),"
                        + " bool_and(version = file_row_number + 1) FROM read_parquet('" + file
                        + "', file_row_number = true)"))
                .containsExactly("30000|30000|450015000|true");
    }

    private Path write(List<Outcome.Row> rows) throws IOException {
        TablePlan table = rows.get(0).table();
        return Files.write(folder.resolve("rows.parquet"), new ParquetFormat().encode(table, rows));
    }

    private static List<Outcome.Row> rows(int count) {
        List<Outcome.Row> rows = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            rows.add(row(Samples.columns("o-" + i, i), i));
        }
        return rows;
    }

    private static Outcome.Row row(Map<String, @Nullable Object> columns, int place) {
        RecordParser parser = new RecordParser(SHARD, PLAN);
        return (Outcome.Row) parser.parse(Samples.in("7", place, Samples.row(columns, "s", 4, place)));
    }

    private static String golden() throws IOException {
        try (var schema = ParquetFormatTest.class.getResourceAsStream("orders.parquet-schema.txt")) {
            return new String(Objects.requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(result.getObject(i)));
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }
}
