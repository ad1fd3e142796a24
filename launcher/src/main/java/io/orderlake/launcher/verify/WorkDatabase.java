package io.orderlake.launcher.verify;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.lake.Duck;
import io.orderlake.launcher.verify.SilverEvidence.SilverRow;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What source and silver show, sorted by row on disk, so that tables of any size are compared in bounded memory. */
final class WorkDatabase implements AutoCloseable {

    /** Who shows a row; {@code KNOWN} means that it was at the source once. */
    enum Side {
        SOURCE,
        KNOWN,
        SILVER,
        TOMBSTONE
    }

    /** Takes rows one by one. */
    interface RowVisitor {
        void visit(String table, String key, SilverEvidence row);
    }

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> COLUMNS = new TypeReference<>() {};

    private final DuckDBConnection database;

    WorkDatabase(Path folder) {
        try {
            database = Duck.open(folder, "silver.duckdb");
            try (Statement statement = database.createStatement()) {
                statement.execute("CREATE TABLE evidence (tab VARCHAR, k VARCHAR, side VARCHAR, body VARCHAR)");
            }
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /** Takes rows until it is closed. */
    Intake intake() {
        try {
            return new Intake(database.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "evidence"));
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /** How many rows silver has. */
    long silverRows() {
        try (Statement statement = database.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT count(*) FROM evidence WHERE side IN ('SILVER', 'TOMBSTONE')")) {
            return result.next() ? result.getLong(1) : 0;
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /** The database itself, for what is asked of all rows at once. */
    DuckDBConnection database() {
        return database;
    }

    /** Hands over each row of each table with all that is known of it. */
    void forEachRow(RowVisitor visitor) {
        String sorted = "SELECT tab, k, side, body FROM evidence ORDER BY tab, k";
        try (Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery(sorted)) {
            String table = "";
            String key = "";
            SilverEvidence row = new SilverEvidence();
            boolean any = false;
            while (result.next()) {
                if (any
                        && !(result.getString(1).equals(table)
                                && result.getString(2).equals(key))) {
                    visitor.visit(table, key, row);
                    row = new SilverEvidence();
                }
                any = true;
                table = result.getString(1);
                key = result.getString(2);
                add(row, Side.valueOf(result.getString(3)), JSON.readValue(result.getString(4), COLUMNS));
            }
            if (any) {
                visitor.visit(table, key, row);
            }
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private static void add(SilverEvidence row, Side side, Map<String, String> columns) {
        switch (side) {
            case SOURCE -> row.source(columns);
            case KNOWN -> row.known();
            case SILVER -> row.silver(new SilverRow(false, columns));
            case TOMBSTONE -> row.silver(new SilverRow(true, columns));
        }
    }

    private static UserError unusable(SQLException e) {
        return new UserError("Cannot compare: the work database failed: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /** Writes rows in bulk. */
    static final class Intake implements AutoCloseable {

        private final DuckDBAppender appender;

        private Intake(DuckDBAppender appender) {
            this.appender = appender;
        }

        void add(Side side, String table, String key, Map<String, String> columns) {
            try {
                appender.beginRow()
                        .append(table)
                        .append(key)
                        .append(side.name())
                        .append(JSON.writeValueAsString(columns))
                        .endRow();
            } catch (SQLException e) {
                throw unusable(e);
            }
        }

        @Override
        public void close() {
            try {
                appender.close();
            } catch (SQLException e) {
                throw unusable(e);
            }
        }
    }
}
