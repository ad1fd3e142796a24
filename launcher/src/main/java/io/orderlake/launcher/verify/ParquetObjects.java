package io.orderlake.launcher.verify;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.lake.Duck;
import io.orderlake.launcher.lake.LandedObject;
import io.orderlake.launcher.verify.Evidence.Witness;
import io.orderlake.proof.TableShape;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Reads landing objects of Parquet. */
final class ParquetObjects {

    private static final Set<String> NEEDED_OWN =
            Set.of("cdc_op", "cdc_event_id", "cdc_position", "cdc_rescued", "cdc_quality", "cdc_changed_at");
    private static final String FILE = "filename";

    /** A column to read: its expression in SQL, and whether that yields milliseconds. */
    private record Wanted(String name, String expression, boolean millis) {}

    private ParquetObjects() {}

    /** Adds each landed row. */
    static void read(
            TableShape table,
            List<LandedObject> objects,
            DeclaredErasures erasures,
            Path work,
            Evidence.Intake intake) {
        if (objects.isEmpty()) {
            return;
        }
        Map<String, LandedRow.Origin> origins = objects.stream()
                .collect(Collectors.toMap(object -> object.file().toString(), object -> origin(object, erasures)));
        String files = origins.keySet().stream().map(Duck::quoted).collect(Collectors.joining(",", "[", "]"));
        String source = " FROM read_parquet(" + files
                + ", union_by_name = true, hive_partitioning = false, filename = '" + FILE + "')";
        try (DuckDBConnection database = Duck.open(work, "");
                Statement statement = database.createStatement()) {
            List<Wanted> wanted = wanted(statement, source);
            String columns = wanted.stream().map(Wanted::expression).collect(Collectors.joining(", "));
            try (ResultSet rows = statement.executeQuery("SELECT " + FILE + ", " + columns + source)) {
                while (rows.next()) {
                    LandedRow.Origin origin = Objects.requireNonNull(origins.get(rows.getString(1)));
                    Map<String, String> values = values(rows, wanted);
                    intake.add(LandedRow.of(table, values, origin));
                    LandedRow.rejectedAs(values).forEach(intake::add);
                }
            }
        } catch (SQLException e) {
            throw new UserError("Cannot read the Parquet objects of " + table.name() + ": " + e.getMessage(), e);
        }
    }

    private static LandedRow.Origin origin(LandedObject object, DeclaredErasures erasures) {
        return new LandedRow.Origin(Witness.PARQUET, object.landedAt(), () -> erasures.in(object.key()));
    }

    private static List<Wanted> wanted(Statement statement, String source) throws SQLException {
        List<Wanted> wanted = new ArrayList<>();
        try (ResultSet schema = statement.executeQuery("DESCRIBE SELECT *" + source)) {
            while (schema.next()) {
                String name = schema.getString("column_name");
                boolean ours = name.startsWith("cdc_") || name.equals(FILE);
                if (!ours || NEEDED_OWN.contains(name)) {
                    wanted.add(wanted(name, schema.getString("column_type")));
                }
            }
        }
        return wanted;
    }

    private static Wanted wanted(String name, String type) {
        String column = Duck.name(name);
        if (type.startsWith("TIMESTAMP")) {
            return new Wanted(name, "epoch_ms(" + column + ")", true);
        }
        if (type.equals("BLOB")) {
            return new Wanted(name, "base64(" + column + ")", false);
        }
        boolean nested = type.endsWith("]") || type.startsWith("STRUCT") || type.startsWith("MAP");
        return new Wanted(name, (nested ? "to_json(" : "CAST(") + column + (nested ? ")" : " AS VARCHAR)"), false);
    }

    private static Map<String, String> values(ResultSet rows, List<Wanted> wanted) throws SQLException {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            @Nullable String value = rows.getString(i + 2);
            if (value != null) {
                Wanted column = wanted.get(i);
                values.put(
                        column.name(),
                        column.millis()
                                ? Instant.ofEpochMilli(Long.parseLong(value)).toString()
                                : value);
            }
        }
        return values;
    }
}
