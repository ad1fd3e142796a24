package io.orderlake.launcher.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencedTablesTest {

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 |",
                "FROM orders | orders",
                "SELECT 'bronze.orders' -- FROM gold.x |",
                "SELECT * FROM bronze.orders b JOIN Silver.\"Orders\" USING (order_id) | bronze.orders silver.orders",
                "WITH o AS (SELECT * FROM silver.orders) SELECT * FROM o WHERE id IN (SELECT id FROM gold.g) | silver.orders gold.g",
                "SELECT (SELECT max(x) FROM gold.a), * FROM (SELECT * FROM gold.b UNION ALL FROM gold.c) | gold.a gold.b gold.c",
                "DESCRIBE bronze.orders | bronze.orders",
                "SELECT 1; SELECT * FROM rejects | rejects",
            })
    void areTheTablesOfTheStatementWithoutItsOwnNames(String sql, String names) throws SQLException {
        ReferencedTables named = in(sql);
        assertThat(named.known()).isTrue();
        assertThat(named.names())
                .extracting(ReferencedTables.Name::toString)
                .containsExactlyInAnyOrder(names == null ? new String[0] : names.split(" ", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIVOT silver.orders ON status USING count(*)", "CREATE TABLE t AS FROM silver.orders"})
    void areUnknownIfDuckDbDoesNotReportThem(String sql) throws SQLException {
        assertThat(in(sql).known()).isFalse();
    }

    @Test
    void areNoneIfTheTextIsNotSql() throws SQLException {
        ReferencedTables named = in("SELECT FROM WHERE");
        assertThat(named.known()).isTrue();
        assertThat(named.names()).isEmpty();
    }

    private ReferencedTables in(String sql) throws SQLException {
        try (DuckDBConnection database = Duck.open(folder, "")) {
            return ReferencedTables.in(database, sql);
        }
    }
}
