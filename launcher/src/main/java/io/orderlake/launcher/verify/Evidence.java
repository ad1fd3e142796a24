package io.orderlake.launcher.verify;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.lake.Duck;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.function.BiConsumer;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the witnesses say, sorted by row on disk, so that a lake of any size is compared row by row in bounded memory.
 */
final class Evidence implements AutoCloseable {

    /** Who says it. A landing format is a witness of its own; a redriven row may say what it was rejected as. */
    enum Witness {
        JOURNAL,
        INTENT,
        SOURCE,
        DELETED,
        REJECT,
        REDRIVE,
        JSON,
        PARQUET,
        SILVER
    }

    /**
     * One statement about one row.
     *
     * @param freshness milliseconds from the change to its landing, where they can be told
     */
    record Testimony(
            Witness witness,
            String table,
            String key,
            String position,
            @Nullable Long version,
            String op,
            String eventId,
            @Nullable Long freshness,
            Map<String, String> columns) {}

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> COLUMNS = new TypeReference<>() {};
    private static final String LANDED = "('JSON', 'PARQUET')";

    private final DuckDBConnection database;

    Evidence(Path folder) {
        try {
            database = Duck.open(folder, "evidence.duckdb");
            execute("CREATE TABLE evidence (tab VARCHAR, k VARCHAR, witness VARCHAR, position VARCHAR, version BIGINT,"
                    + " op VARCHAR, event_id VARCHAR, freshness BIGINT, body VARCHAR)");
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /** Takes statements until it is closed. */
    Intake intake() {
        try {
            return new Intake(database.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "evidence"));
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /** Forgets what the lake showed, so that it can be read again. */
    void forgetLake() {
        execute("DELETE FROM evidence WHERE witness IN ('JSON', 'PARQUET', 'REJECT', 'REDRIVE')");
    }

    /** Drops rejects whose changes have landed since. */
    void closeRejects() {
        execute("DELETE FROM evidence WHERE witness = 'REJECT' AND event_id IN"
                + " (SELECT event_id FROM evidence WHERE witness IN ('JSON', 'PARQUET', 'REDRIVE'))");
    }

    long openRejects() {
        return number("SELECT count(DISTINCT event_id) FROM evidence WHERE witness = 'REJECT'");
    }

    /** The freshness that the share of all landed rows keeps to, in milliseconds; 0 where none is known. */
    long freshness(double share) {
        return number(
                "SELECT coalesce(quantile_disc(freshness, " + share + "), 0) FROM evidence WHERE witness IN " + LANDED);
    }

    /** How many rows a witness has shown. */
    long rows(String witness) {
        return number("SELECT count(*) FROM evidence WHERE lower(witness) = " + Duck.quoted(witness));
    }

    /** The database itself, for what is asked of all rows at once. */
    DuckDBConnection database() {
        return database;
    }

    /** Hands over each row of each table with all that is known of it. */
    void forEachRow(BiConsumer<String, RowEvidence> row) {
        String sorted = "SELECT tab, k, witness, position, version, op, event_id, body FROM evidence"
                + " WHERE tab <> '' ORDER BY tab, k, witness, position, version";
        try (Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery(sorted)) {
            RowAssembly assembly = new RowAssembly(row);
            while (result.next()) {
                assembly.add(statement(result));
            }
            assembly.finish();
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private static Testimony statement(ResultSet result) throws SQLException {
        long version = result.getLong(5);
        boolean versionless = result.wasNull(); // It speaks of the column that was read last.
        return new Testimony(
                Witness.valueOf(result.getString(3)),
                result.getString(1),
                result.getString(2),
                result.getString(4),
                versionless ? null : Long.valueOf(version),
                result.getString(6),
                result.getString(7),
                null,
                JSON.readValue(result.getString(8), COLUMNS));
    }

    private void execute(String sql) {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private long number(String sql) {
        try (Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getLong(1) : 0;
        } catch (SQLException e) {
            throw unusable(e);
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

    /** Writes statements in bulk. */
    static final class Intake implements AutoCloseable {

        private final DuckDBAppender appender;

        private Intake(DuckDBAppender appender) {
            this.appender = appender;
        }

        void add(Testimony said) {
            try {
                appender.beginRow()
                        .append(said.table())
                        .append(said.key())
                        .append(said.witness().name())
                        .append(said.position())
                        .append(said.version())
                        .append(said.op())
                        .append(said.eventId())
                        .append(said.freshness())
                        .append(JSON.writeValueAsString(said.columns()))
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
