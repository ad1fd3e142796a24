package io.orderlake.launcher.lake;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.lake.Lake.Format;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * SQL over the lake: a view per table ({@code orders}, from Parquet where there is any), one per table and format
 * ({@code orders_json}, {@code orders_parquet}), and {@code rejects}.
 */
public final class LakeSql implements AutoCloseable {

    /** Takes a result; every row has as many values as there are names. */
    public interface Rows {
        void names(List<String> names);

        void row(List<@Nullable Object> values);
    }

    /** What a streamed result puts before the error itself. */
    private static final Pattern LONG_PREFIX = Pattern.compile("^Invalid Input Error: Attempting [^\\n]*\\n(Error: )?");

    private final DuckDBConnection database;
    private final List<String> views = new ArrayList<>();

    /** @param work a folder for what does not fit into memory */
    public LakeSql(Lake lake, Path work) {
        try {
            database = Duck.open(work, "");
            execute("SET TimeZone = 'UTC'");
            new TreeMap<>(lake.globs()).forEach(this::view);
            rejects(lake);
        } catch (SQLException e) {
            throw new UserError("Cannot open the lake: " + e.getMessage(), e);
        }
    }

    /** Runs a statement and hands over its result. */
    public void run(String sql, Rows rows) {
        try (Statement statement = database.createStatement()) {
            if (!statement.execute(sql)) {
                return;
            }
            try (ResultSet result = statement.getResultSet()) {
                ResultSetMetaData columns = result.getMetaData();
                List<String> names = new ArrayList<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    names.add(columns.getColumnLabel(i));
                }
                rows.names(names);
                while (result.next()) {
                    List<@Nullable Object> values = new ArrayList<>();
                    for (int i = 1; i <= names.size(); i++) {
                        values.add(plain(result.getObject(i)));
                    }
                    rows.row(values);
                }
            }
        } catch (SQLException e) {
            String reason = LONG_PREFIX
                    .matcher(String.valueOf(e.getMessage()))
                    .replaceFirst("")
                    .strip();
            throw new UserError("Cannot run the query: " + reason + "\nTables: " + String.join(", ", views), e);
        }
    }

    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        return value instanceof Array list ? Arrays.asList((Object[]) list.getArray()) : value;
    }

    private void view(String table, Map<Format, String> globs) {
        globs.forEach((format, glob) -> create(table + "_" + format.word(), reader(format, glob)));
        // The first format has the exact types.
        create(
                table,
                "SELECT * FROM "
                        + Duck.name(
                                table + "_" + globs.keySet().iterator().next().word()));
    }

    private static String reader(Format format, String glob) {
        return switch (format) {
            case PARQUET ->
                "SELECT * FROM read_parquet(" + Duck.quoted(glob)
                        + ", union_by_name = true, hive_partitioning = false)";
            case JSON ->
                "SELECT * FROM read_json(" + Duck.quoted(glob)
                        + ", format = 'newline_delimited', union_by_name = true, hive_partitioning = false)";
        };
    }

    private void rejects(Lake lake) {
        List<String> files = lake.rejects().stream()
                .map(o -> Duck.quoted(o.file().toString()))
                .toList();
        create(
                "rejects",
                files.isEmpty()
                        ? "SELECT NULL::VARCHAR AS cdc_event_id, NULL::VARCHAR AS cdc_reject_stage,"
                                + " NULL::VARCHAR AS cdc_reject_reason, NULL::VARCHAR AS cdc_original WHERE false"
                        : "SELECT * FROM read_json([" + String.join(", ", files)
                                + "], format = 'newline_delimited', union_by_name = true, hive_partitioning = false)");
    }

    private void create(String name, String select) {
        execute("CREATE VIEW " + Duck.name(name) + " AS " + select);
        views.add(name);
    }

    private void execute(String sql) {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new UserError("Cannot open the lake: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException e) {
            throw new UserError("Cannot close the lake: " + e.getMessage(), e);
        }
    }
}
