package io.orderlake.launcher.lake;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.lake.Lake.Format;
import io.orderlake.launcher.lake.ReferencedTables.Name;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL on the lake. There is a view per table ({@code orders}, which reads Parquet if there is any), one per table and format
 * ({@code orders_json}, {@code orders_parquet}), and {@code rejects}; and the tables of {@code bronze}, {@code silver} and
 * {@code gold}. Only tables that a statement names are opened.
 */
public final class LakeSql implements AutoCloseable {

    /** Receives a result; every row has as many values as there are names. */
    public interface Rows {
        void names(List<String> names);

        void row(List<@Nullable Object> values);
    }

    /** The text that DuckDB puts before an error message when results are streamed. */
    private static final Pattern LONG_PREFIX = Pattern.compile("^Invalid Input Error: Attempting [^\\n]*\\n(Error: )?");

    private final DuckDBConnection database;
    private final List<String> views = new ArrayList<>();

    private final Supplier<Lake> landing;
    private final @Nullable LayerViews layers;
    private boolean landingOpen;

    /** SQL on the landing objects only. @param work a folder for data that does not fit into memory */
    public LakeSql(Lake lake, Path work) {
        this(() -> lake, null, work);
    }

    /**
     * SQL on the landing objects and the layers; each is opened when a statement names it.
     *
     * @param work a folder for data that does not fit into memory
     */
    public LakeSql(Supplier<Lake> landing, @Nullable LayerViews layers, Path work) {
        this.landing = landing;
        this.layers = layers;
        try {
            database = Duck.open(work, "");
        } catch (SQLException e) {
            throw new UserError("Cannot open the lake: " + e.getMessage(), e);
        }
        execute("SET TimeZone = 'UTC'");
        LayerTables.LAYERS.forEach(layer -> execute("CREATE SCHEMA " + layer));
    }

    /** Runs a statement and passes its result on. */
    public void run(String sql, Rows rows) {
        try {
            open(ReferencedTables.in(database, sql), sql);
            runOpened(sql, rows);
        } catch (SQLException e) {
            String reason = LONG_PREFIX
                    .matcher(String.valueOf(e.getMessage()))
                    .replaceFirst("")
                    .strip();
            throw new UserError("Cannot run the query: " + reason + "\nTables: " + String.join(", ", known()), e);
        }
    }

    private List<String> known() {
        List<String> known = new ArrayList<>(views);
        if (layers != null) {
            layers.known().stream().filter(name -> !known.contains(name)).forEach(known::add);
        }
        return known;
    }

    private void runOpened(String sql, Rows rows) throws SQLException {
        try (Statement statement = database.createStatement()) {
            if (!statement.execute(sql)) {
                return;
            }
            try (ResultSet result = statement.getResultSet()) {
                List<String> names = names(result.getMetaData());
                rows.names(names);
                while (result.next()) {
                    rows.row(values(result, names.size()));
                }
            }
        }
    }

    private static List<String> names(ResultSetMetaData columns) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnLabel(i));
        }
        return names;
    }

    private static List<@Nullable Object> values(ResultSet row, int columns) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            values.add(plain(row.getObject(i)));
        }
        return values;
    }

    /** Creates the views that a statement needs. If its tables are unknown, these are all views whose name occurs in its text. */
    private void open(ReferencedTables named, String sql) {
        List<Name> ofLayers =
                named.names().stream().filter(name -> isLayer(name.schema())).toList();
        LayerViews source = layers;
        if (source != null) {
            List<Name> wanted = named.known() ? ofLayers : mentioned(source.all(), sql);
            wanted.stream().filter(name -> !views.contains(name.toString())).forEach(name -> openLayer(source, name));
        }
        AsOf asOf = source == null ? null : source.asOf();
        if (asOf != null) {
            requireLayers(named, asOf);
        } else if (ofLayers.isEmpty() || ofLayers.size() < named.names().size()) {
            openLanding();
        }
    }

    private static List<Name> mentioned(List<Name> all, String sql) {
        String text = sql.toLowerCase(Locale.ROOT);
        return all.stream().filter(name -> text.contains(name.table())).toList();
    }

    private static boolean isLayer(String schema) {
        return LayerTables.LAYERS.contains(schema);
    }

    private static boolean isOfDuckDb(String schema) {
        return schema.equals("information_schema") || schema.equals("pg_catalog");
    }

    private static void requireLayers(ReferencedTables named, AsOf asOf) {
        named.names().stream()
                .filter(name -> !isLayer(name.schema()) && !isOfDuckDb(name.schema()))
                .findFirst()
                .ifPresent(name -> {
                    throw new UserError("Cannot read " + name + " as of " + asOf.time()
                            + ": landing objects have no snapshots; expected tables of "
                            + String.join(", ", LayerTables.LAYERS) + ", such as bronze.orders");
                });
    }

    private void openLayer(LayerViews source, Name name) {
        create(name.toString(), Duck.name(name.schema()) + "." + Duck.name(name.table()), source.select(name));
    }

    private void openLanding() {
        if (!landingOpen) {
            landingOpen = true;
            Lake lake = landing.get();
            new TreeMap<>(lake.globs()).forEach(this::view);
            rejects(lake);
        }
    }

    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        return value instanceof Array list ? Arrays.asList((Object[]) list.getArray()) : value;
    }

    private void view(String table, Map<Format, String> globs) {
        globs.forEach((format, glob) -> create(table + "_" + format.word(), reader(format, glob)));
        // Parquet is the first format; its types are exact.
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
        create(name, Duck.name(name), select);
    }

    private void create(String name, String quoted, String select) {
        execute("CREATE VIEW " + quoted + " AS " + select);
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
        if (layers != null) {
            layers.close();
        }
        try {
            database.close();
        } catch (SQLException e) {
            throw new UserError("Cannot close the lake: " + e.getMessage(), e);
        }
    }
}
