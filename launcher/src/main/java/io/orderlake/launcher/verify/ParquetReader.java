package io.orderlake.launcher.verify;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.lake.Duck;
import io.orderlake.proof.lake.FormatReader;
import io.orderlake.proof.lake.LandedLines;
import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.lake.RowParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/** Reads landing objects of Parquet by DuckDB, which shares no code with the library that the lake writer uses. */
final class ParquetReader implements FormatReader, AutoCloseable {

    private static final Set<String> OWN = Set.of(
            "cdc_op",
            "cdc_event_id",
            "cdc_table",
            "cdc_position",
            "cdc_sequence",
            "cdc_source_shard",
            "cdc_lane",
            "cdc_redriven",
            "cdc_changed_at",
            "cdc_rescued",
            "cdc_quality");

    private final RowParser rows;
    private final Path file;
    private final DuckDBConnection database;

    /** @param work a folder for the object that is read */
    ParquetReader(RowParser rows, Path work) {
        this.rows = rows;
        this.file = work.resolve("object.parquet");
        try {
            this.database = Duck.open(work, "");
            try (Statement statement = database.createStatement()) {
                // The order of rows is compared, too.
                statement.execute("SET preserve_insertion_order = true");
            }
        } catch (SQLException e) {
            throw new UserError("Cannot compare: DuckDB does not start: " + e.getMessage(), e);
        }
    }

    @Override
    public String format() {
        return "parquet";
    }

    @Override
    public LandedLines read(String table, String key, byte[] object) {
        List<LandedRow> landed = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        try (Statement statement = database.createStatement()) {
            Files.write(file, object);
            DuckDbRows.forEach(statement, List.of(file), OWN, (name, values) -> {
                try {
                    landed.add(rows.row(table, values));
                } catch (IllegalArgumentException e) {
                    unreadable.add(String.valueOf(e.getMessage()));
                }
            });
        } catch (SQLException e) {
            unreadable.add("the object is no Parquet that DuckDB reads");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
        return new LandedLines(landed, "", unreadable);
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException e) {
            throw new UserError("Cannot compare: DuckDB does not end: " + e.getMessage(), e);
        }
    }
}
