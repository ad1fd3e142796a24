package io.orderlake.lakehouse.table;

import io.orderlake.contract.CdcColumns;
import io.orderlake.contract.Partitioning;
import java.util.List;
import java.util.stream.Collectors;

/** The statements for Iceberg tables, as text; pure. */
final class IcebergSql {

    /** The table property with the key columns by which its rows were merged. */
    static final String KEY = "orderlake.key";

    /** Positions decide; the event id decides between equal positions, which only other producers send. */
    static final String NEWEST_WINS =
            "WHEN MATCHED AND (c.%1$s > t.%1$s OR (c.%1$s = t.%1$s AND c.%2$s > t.%2$s)) THEN UPDATE SET *"
                    .formatted(CdcColumns.POSITION, CdcColumns.EVENT_ID);

    private IcebergSql() {}

    static String merge(String path, String view, List<String> key, String whenMatched) {
        String on = key.stream()
                .map(column -> "t.`%1$s` <=> c.`%1$s`".formatted(column))
                .collect(Collectors.joining(" AND "));
        return "MERGE INTO " + path + " t USING " + view + " c ON " + on + " " + whenMatched
                + " WHEN NOT MATCHED THEN INSERT *";
    }

    static String create(String path, LakeTable table) {
        return "CREATE TABLE IF NOT EXISTS " + path + " (" + table.schema().toDDL() + ") USING iceberg"
                + table.partitioning().map(IcebergSql::partitioned).orElse("") + " TBLPROPERTIES ("
                + "'format-version'='2', 'write.parquet.compression-codec'='zstd', "
                + "'write.merge.mode'='copy-on-write', 'write.delete.mode'='copy-on-write', "
                + "'commit.retry.num-retries'='10', 'write.metadata.delete-after-commit.enabled'='true', "
                + "'write.metadata.previous-versions-max'='50', '" + KEY + "'='" + key(table) + "')";
    }

    static String key(LakeTable table) {
        return String.join(",", table.key());
    }

    private static String partitioned(Partitioning partitioning) {
        String column = "`" + partitioning.column() + "`";
        return " PARTITIONED BY ("
                + switch (partitioning.scheme()) {
                    case DATE, HOUR -> "days(" + column + ")";
                    case VALUE -> column;
                }
                + ")";
    }
}
