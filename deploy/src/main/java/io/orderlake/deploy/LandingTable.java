package io.orderlake.deploy;

import io.orderlake.contract.CdcColumns;
import io.orderlake.contract.Column;
import io.orderlake.contract.ColumnType;
import io.orderlake.contract.Partitioning;
import io.orderlake.contract.TableSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of Athena over existing objects: columns, and partitions that follow from the names of folders, so that no
 * partition has to be registered.
 *
 * @param description what its readers must know
 * @param columns columns in the objects, without those in the names of folders
 * @param partitions columns whose values are in the names of folders, outermost first
 * @param folder below the bucket, with a slash at its end
 */
record LandingTable(
        String name,
        String description,
        Format format,
        Map<String, String> columns,
        Map<String, Projection> partitions,
        String folder) {

    private static final String FIRST_DATE = "2020-01-01";

    /** How the objects are written. */
    enum Format {
        PARQUET(
                "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
                "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
                "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"),
        JSON(
                "org.apache.hadoop.mapred.TextInputFormat",
                "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
                "org.openx.data.jsonserde.JsonSerDe");

        final String input;
        final String output;
        final String serde;

        Format(String input, String output, String serde) {
            this.input = input;
            this.output = output;
            this.serde = serde;
        }
    }

    /** How Athena knows the values of a partition column without a listing. */
    record Projection(String type, Map<String, String> settings) {

        Projection {
            settings = Map.copyOf(settings);
        }
    }

    LandingTable {
        columns = new LinkedHashMap<>(columns);
        partitions = new LinkedHashMap<>(partitions);
    }

    /** A table's rows in Parquet, under the table's own name. */
    static LandingTable parquet(TableSpec table) {
        return landed(table, table.name(), Format.PARQUET, "landing/parquet/");
    }

    /** The same rows in JSON lines, where times and binaries are texts. */
    static LandingTable json(TableSpec table) {
        return landed(table, table.name() + "_json", Format.JSON, "landing/json/");
    }

    /** All rejects. */
    static LandingTable rejects() {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String name : List.of(
                CdcColumns.REJECT_STAGE,
                CdcColumns.REJECT_REASON,
                CdcColumns.EVENT_ID,
                CdcColumns.TABLE,
                CdcColumns.KEY,
                CdcColumns.POSITION,
                CdcColumns.SOURCE_SHARD)) {
            columns.put(name, "string");
        }
        columns.put(CdcColumns.LANE, "bigint");
        for (String name :
                List.of(CdcColumns.SEQUENCE, CdcColumns.REJECTED_AT, CdcColumns.POINTER, CdcColumns.ORIGINAL)) {
            columns.put(name, "string");
        }
        columns.put(CdcColumns.REDRIVEN, "boolean");
        Map<String, Projection> partitions = new LinkedHashMap<>();
        partitions.put("stage", new Projection("string", Map.of("type", "enum", "values", "relay,transform,lake")));
        partitions.put("date", dates());
        return new LandingTable(
                "rejects",
                "Changes that could not be processed; cdc_original is the received record in base64",
                Format.JSON,
                columns,
                partitions,
                "errors/");
    }

    /** The folder of one partition, relative to the bucket. */
    String template() {
        StringBuilder template = new StringBuilder(folder);
        partitions
                .keySet()
                .forEach(column -> template.append(prefix(column))
                        .append("${")
                        .append(column)
                        .append("}/"));
        return template.toString();
    }

    /** The settings by which Athena finds the partitions. */
    Map<String, String> parameters(String bucketUrl) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("EXTERNAL", "TRUE");
        parameters.put("classification", format.name().toLowerCase(java.util.Locale.ROOT));
        parameters.put("projection.enabled", "true");
        partitions.forEach((column, projection) -> projection
                .settings()
                .forEach((setting, value) -> parameters.put("projection." + column + "." + setting, value)));
        parameters.put("storage.location.template", bucketUrl + "/" + template());
        return parameters;
    }

    // The folder of a reject's stage is the value alone, without the name of the column.
    private String prefix(String column) {
        return folder.equals("errors/") && column.equals("stage") ? "" : column + "=";
    }

    private static LandingTable landed(TableSpec table, String name, Format format, String folder) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (Column column : table.rowSchema()) {
            if (!column.name().equals(table.partitioning().column())) {
                columns.put(column.name(), type(column.type(), format));
            }
        }
        Map<String, Projection> partitions = partitions(table.partitioning());
        return new LandingTable(
                name,
                "Every change of " + table.source() + ", in order of cdc_position; a row without "
                        + table.partitioning().column() + " is in the folder of the date of its change",
                format,
                columns,
                partitions,
                folder + table.name() + "/");
    }

    private static Map<String, Projection> partitions(Partitioning partitioning) {
        Map<String, Projection> partitions = new LinkedHashMap<>();
        switch (partitioning.scheme()) {
            case DATE -> partitions.put(partitioning.column(), dates());
            case HOUR -> {
                partitions.put(partitioning.column(), dates());
                partitions.put(
                        "hour", new Projection("string", Map.of("type", "integer", "range", "0,23", "digits", "2")));
            }
            // The values are not known in advance, so each query has to name the values that it wants.
            case VALUE -> partitions.put(partitioning.column(), new Projection("string", Map.of("type", "injected")));
        }
        return partitions;
    }

    private static Projection dates() {
        return new Projection(
                "string",
                Map.of(
                        "type", "date",
                        "format", "yyyy-MM-dd",
                        "range", FIRST_DATE + ",NOW+1YEARS",
                        "interval", "1",
                        "interval.unit", "DAYS"));
    }

    private static String type(ColumnType type, Format format) {
        return type instanceof ColumnType.Decimal decimal ? decimal.text() : simple((ColumnType.Simple) type, format);
    }

    private static String simple(ColumnType.Simple type, Format format) {
        return switch (type) {
            case STRING, JSON -> "string";
            case LONG -> "bigint";
            case BOOLEAN -> "boolean";
            case DATE -> "date";
            // The serializer supports neither ISO times nor base64. Queries use from_iso8601_timestamp and from_base64.
            case TIMESTAMP -> format == Format.JSON ? "string" : "timestamp";
            case BINARY -> format == Format.JSON ? "string" : "binary";
            case STRINGS -> "array<string>";
        };
    }
}
