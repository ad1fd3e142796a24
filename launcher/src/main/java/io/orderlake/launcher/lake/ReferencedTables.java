package io.orderlake.launcher.lake;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tables that a statement names, found by DuckDB's own parser.
 *
 * @param known false for a statement whose tables DuckDB does not report, such as {@code PIVOT}
 * @param names the names in the order of the statement
 */
record ReferencedTables(boolean known, List<Name> names) {

    /** A name in lower case; the schema is empty if the statement has none. */
    record Name(String schema, String table) {
        @Override
        public String toString() {
            return schema.isEmpty() ? table : schema + "." + table;
        }
    }

    ReferencedTables {
        names = List.copyOf(names);
    }

    static ReferencedTables in(DuckDBConnection database, String sql) throws SQLException {
        JsonNode parsed = new JsonMapper().readTree(serialized(database, sql));
        if (parsed.path("error").asBoolean()) {
            // Text that is not SQL names no tables; DuckDB reports the error when the statement is run.
            return new ReferencedTables(parsed.path("error_type").asString().equals("parser"), List.of());
        }
        List<Name> names = new ArrayList<>();
        Set<String> ownNames = new HashSet<>();
        collect(parsed, names, ownNames);
        names.removeIf(name -> name.schema().isEmpty() && ownNames.contains(name.table()));
        return new ReferencedTables(true, names.stream().distinct().toList());
    }

    private static String serialized(DuckDBConnection database, String sql) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
            statement.setString(1, sql);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getString(1);
            }
        }
    }

    private static void collect(JsonNode node, List<Name> names, Set<String> ownNames) {
        if (node.path("type").asString("").equals("BASE_TABLE")) {
            names.add(new Name(lower(node.path("schema_name")), lower(node.path("table_name"))));
        }
        node.path("cte_map").path("map").forEach(with -> ownNames.add(lower(with.path("key"))));
        node.forEach(child -> collect(child, names, ownNames));
    }

    private static String lower(JsonNode text) {
        return text.asString("").toLowerCase(Locale.ROOT);
    }
}
