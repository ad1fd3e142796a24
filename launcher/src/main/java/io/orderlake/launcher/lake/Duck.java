package io.orderlake.launcher.lake;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/** Opens DuckDB with limits that leave enough of a laptop's memory to the fleet. */
public final class Duck {

    private static final String MEMORY = "400MB";

    private Duck() {}

    /** Opens a database that writes temporary data to the folder and streams its results. */
    public static DuckDBConnection open(Path folder, String name) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", MEMORY);
        settings.setProperty("threads", "2");
        settings.setProperty("preserve_insertion_order", "false");
        settings.setProperty("temp_directory", folder.resolve("spill").toString());
        settings.setProperty("jdbc_stream_results", "true");
        String url = "jdbc:duckdb:" + (name.isEmpty() ? "" : folder.resolve(name));
        Connection connection = DriverManager.getConnection(url, settings);
        return connection.unwrap(DuckDBConnection.class);
    }

    /** A text as an SQL literal. */
    public static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A name as an SQL identifier. */
    public static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
