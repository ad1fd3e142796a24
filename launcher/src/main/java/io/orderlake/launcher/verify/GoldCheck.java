package io.orderlake.launcher.verify;

import io.orderlake.launcher.lake.LakeObject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Compares each table of gold with what the source's rows and the landed changes give, computed anew and by other code. */
final class GoldCheck {

    private static final String COLUMN = "json_extract_string(s.body, '$.%1$s')";

    /** Values that an enrichment filled are taken from the row's last change, because the source does not have them. */
    private static final String STANDING = "CREATE TEMP VIEW standing AS SELECT s.k AS order_id, "
            + COLUMN.formatted("customer_id") + " AS customer_id, "
            + COLUMN.formatted("product_name") + " AS product_name, "
            + COLUMN.formatted("currency") + " AS currency, "
            + COLUMN.formatted("status") + " AS status, "
            + COLUMN.formatted("quantity") + "::BIGINT AS quantity, "
            + "coalesce(" + COLUMN.formatted("total") + "::DECIMAL(18,2), l.total) AS total, "
            + "coalesce(" + COLUMN.formatted("order_date") + "::DATE, l.order_date) AS order_date, "
            + "coalesce(" + COLUMN.formatted("product_category") + ", l.product_category) AS product_category"
            + " FROM evidence s LEFT JOIN (SELECT order_id, arg_max(total, cdc_position) AS total,"
            + " arg_max(order_date, cdc_position) AS order_date, arg_max(product_category, cdc_position) AS product_category"
            + " FROM changes WHERE cdc_op <> 'D' GROUP BY order_id) l ON l.order_id = s.k"
            + " WHERE s.tab = 'orders' AND s.side = 'SOURCE'";

    private final Connection evidence;

    /** @param evidence the work database, which holds the source's rows already */
    GoldCheck(Connection evidence) {
        this.evidence = evidence;
    }

    /**
     * A sentence for each table that differs.
     *
     * @param changes every landed change of the orders
     * @param gold the data files of each table
     */
    List<String> differences(List<LakeObject> changes, Map<String, List<Path>> gold) throws SQLException {
        List<String> differences = new ArrayList<>();
        try (Statement sql = evidence.createStatement()) {
            sql.execute("SET TimeZone = 'UTC'");
            sql.execute(GoldSql.ROUNDED);
            sql.execute(GoldSql.MEAN);
            sql.execute("CREATE TEMP VIEW changes AS SELECT * FROM "
                    + parquet(changes.stream().map(LakeObject::file).toList()));
            sql.execute(STANDING);
            for (GoldSql table : GoldSql.ALL) {
                List<Path> files = gold.getOrDefault(table.table(), List.of());
                if (files.isEmpty()) {
                    differences.add("gold." + table.table() + " holds nothing");
                } else {
                    differences.addAll(differences(sql, table, files));
                }
            }
        }
        return differences;
    }

    private static List<String> differences(Statement sql, GoldSql table, List<Path> files) throws SQLException {
        String expected = "SELECT " + table.columns() + " FROM (" + table.expected() + ")";
        String found = "SELECT " + table.columns() + " FROM " + parquet(files);
        List<String> missing = rows(sql, expected, found);
        List<String> extra = rows(sql, found, expected);
        if (missing.isEmpty() && extra.isEmpty()) {
            return List.of();
        }
        return List.of("gold." + table.table() + ": " + missing.size() + " rows are not as expected"
                + shown(", such as ", missing) + "; " + extra.size() + " are not expected"
                + shown(", such as ", extra));
    }

    /** Rows of the one that the other has not. */
    private static List<String> rows(Statement sql, String one, String other) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result =
                sql.executeQuery("SELECT to_json(r) FROM ((" + one + ") EXCEPT ALL (" + other + ")) AS r ORDER BY 1")) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    private static String shown(String intro, List<String> rows) {
        return rows.isEmpty() ? "" : intro + rows.get(0);
    }

    private static String parquet(Collection<Path> files) {
        return "read_parquet(" + DuckDbRows.list(files) + ", union_by_name = true, hive_partitioning = false)";
    }
}
