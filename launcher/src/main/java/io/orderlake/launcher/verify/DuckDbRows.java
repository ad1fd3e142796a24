package io.orderlake.launcher.verify;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.lake.Duck;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Reads rows of Parquet files as plain text. */
final class DuckDbRows {

    private static final String FILE = "filename";

    /** A column to read: its expression in SQL, and how the result becomes the column's text. */
    private record Wanted(String name, String expression, UnaryOperator<String> text) {}

    private DuckDbRows() {}

    /**
     * Hands over each row with the file that contains it.
     *
     * @param what names the files in an error
     * @param own of the columns of ours, those to read; all others are read
     */
    static void forEach(
            String what,
            Collection<Path> files,
            Set<String> own,
            Path work,
            BiConsumer<String, Map<String, String>> row) {
        if (files.isEmpty()) {
            return;
        }
        try (DuckDBConnection database = Duck.open(work, "");
                Statement statement = database.createStatement()) {
            forEach(statement, files, own, row);
        } catch (SQLException e) {
            throw new UserError("Cannot read the Parquet " + what + ": " + e.getMessage(), e);
        }
    }

    /** The same by a database that is open. */
    static void forEach(
            Statement statement, Collection<Path> files, Set<String> own, BiConsumer<String, Map<String, String>> row)
            throws SQLException {
        String source = " FROM read_parquet(" + list(files)
                + ", union_by_name = true, hive_partitioning = false, filename = '" + FILE + "')";
        List<Wanted> wanted = wanted(statement, source, own);
        String columns = wanted.stream().map(Wanted::expression).collect(Collectors.joining(", "));
        try (ResultSet rows = statement.executeQuery("SELECT " + FILE + ", " + columns + source)) {
            while (rows.next()) {
                row.accept(rows.getString(1), values(rows, wanted));
            }
        }
    }

    /** Files as a list in SQL. */
    static String list(Collection<Path> files) {
        return files.stream().map(file -> Duck.quoted(file.toString())).collect(Collectors.joining(",", "[", "]"));
    }

    private static List<Wanted> wanted(Statement statement, String source, Set<String> own) throws SQLException {
        List<Wanted> wanted = new ArrayList<>();
        try (ResultSet schema = statement.executeQuery("DESCRIBE SELECT *" + source)) {
            while (schema.next()) {
                String name = schema.getString("column_name");
                boolean ours = name.startsWith("cdc_") || name.equals(FILE);
                if (!ours || own.contains(name)) {
                    wanted.add(wanted(name, schema.getString("column_type")));
                }
            }
        }
        return wanted;
    }

    private static Wanted wanted(String name, String type) {
        String column = Duck.name(name);
        if (type.startsWith("TIMESTAMP")) {
            return new Wanted(name, "epoch_ms(" + column + ")", DuckDbRows::time);
        }
        if (type.equals("BLOB")) {
            return new Wanted(name, "base64(" + column + ")", UnaryOperator.identity());
        }
        if (type.equals("DATE")) {
            return new Wanted(name, "date_diff('day', DATE '1970-01-01', " + column + ")", DuckDbRows::date);
        }
        boolean nested = type.endsWith("]") || type.startsWith("STRUCT") || type.startsWith("MAP");
        return new Wanted(
                name,
                (nested ? "to_json(" : "CAST(") + column + (nested ? ")" : " AS VARCHAR)"),
                UnaryOperator.identity());
    }

    private static String time(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis)).toString();
    }

    /** DuckDB itself would print the year 0 as the year 1 before Christ. */
    private static String date(String days) {
        return LocalDate.ofEpochDay(Long.parseLong(days)).toString();
    }

    private static Map<String, String> values(ResultSet rows, List<Wanted> wanted) throws SQLException {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            @Nullable String value = rows.getString(i + 2);
            if (value != null) {
                Wanted column = wanted.get(i);
                values.put(column.name(), column.text().apply(value));
            }
        }
        return values;
    }
}
