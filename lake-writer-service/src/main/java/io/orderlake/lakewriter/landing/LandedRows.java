package io.orderlake.lakewriter.landing;

import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.RowEvent;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.TablePlan;
import io.orderlake.lakewriter.row.RowValues;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The rows of landing objects, read again as their claim's plan says. */
public final class LandedRows {

    private static final String PARQUET = "parquet";

    private LandedRows() {}

    /** The format of a claim whose objects are read: each format holds every row, and Parquet is read fastest. */
    public static String format(Plan plan) {
        return plan.formats().contains(PARQUET) ? PARQUET : plan.formats().get(0);
    }

    /** Keys of a table's objects in a format begin with this. */
    public static String prefix(String format, String table) {
        return "landing/" + format + "/" + table + "/";
    }

    /**
     * Hands over each row's values in schema order, typed as {@link io.orderlake.lakewriter.row.Outcome.Row} says.
     *
     * @throws IllegalArgumentException or UncheckedIOException where the bytes are no object of that format and table
     */
    public static void read(String format, byte[] object, TablePlan table, Consumer<@Nullable Object[]> rows) {
        switch (format) {
            case PARQUET -> ParquetRowReader.read(object, table, rows);
            case "json" -> readLines(object, table, rows);
            default -> throw new IllegalArgumentException("Cannot read rows: no format is named " + format);
        }
    }

    /**
     * The table of an object of Parquet as the object itself tells it: its columns, with texts for json, which are written
     * alike; how its objects are laid out it does not tell.
     *
     * @throws RuntimeException where the bytes are no such object
     */
    public static TablePlan tableOf(byte[] parquet) {
        return ParquetRowReader.table(parquet);
    }

    private static void readLines(byte[] object, TablePlan table, Consumer<@Nullable Object[]> rows) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(new ByteArrayInputStream(object)), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                if (!(LakeRecordJson.read(line.getBytes(StandardCharsets.UTF_8)) instanceof RowEvent row)) {
                    throw new IllegalArgumentException("Cannot read rows: expected row events but was " + line);
                }
                rows.accept(RowValues.of(row, table));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read lines from memory", e);
        }
    }
}
