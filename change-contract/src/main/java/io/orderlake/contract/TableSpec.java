package io.orderlake.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One table, as {@code tables.yml} describes it.
 *
 * @param name the table's name in the lake
 * @param source its name at the source: a DynamoDB table, or {@code schema.table}
 * @param key the columns of its primary key, in order
 * @param columns the row's own columns, enriched ones included, in schema order
 * @param enrichments names of enrichments, in the order in which they run
 * @param masks columns that hold personal data
 * @param checks checks of single columns
 * @param partitioning layout of the landing objects
 * @param filters EventBridge event patterns as JSON, at most five; a change that matches none is not relayed; no filter
 *     relays all
 * @param freshnessColumn timestamp column from which freshness is measured; without it, the time of the change
 * @param person column whose value names the person that a row is about; empty for rows about nobody
 */
public record TableSpec(
        String name,
        String source,
        List<String> key,
        List<Column> columns,
        List<String> enrichments,
        Map<String, Mask> masks,
        List<Check> checks,
        Partitioning partitioning,
        List<String> filters,
        Optional<String> freshnessColumn,
        Optional<String> person) {

    public TableSpec {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        enrichments = List.copyOf(enrichments);
        masks = Map.copyOf(masks);
        checks = List.copyOf(checks);
        filters = List.copyOf(filters);
    }

    /** A table whose rows are about nobody. */
    public TableSpec(
            String name,
            String source,
            List<String> key,
            List<Column> columns,
            List<String> enrichments,
            Map<String, Mask> masks,
            List<Check> checks,
            Partitioning partitioning,
            List<String> filters,
            Optional<String> freshnessColumn) {
        this(
                name,
                source,
                key,
                columns,
                enrichments,
                masks,
                checks,
                partitioning,
                filters,
                freshnessColumn,
                Optional.empty());
    }

    /** The same table, whose rows are about the person that the column names. */
    public TableSpec about(String personColumn) {
        return new TableSpec(
                name,
                source,
                key,
                columns,
                enrichments,
                masks,
                checks,
                partitioning,
                filters,
                freshnessColumn,
                Optional.of(personColumn));
    }

    /** The whole schema of a landed row: its own columns, then Orderlake's. */
    public List<Column> rowSchema() {
        List<Column> schema = new ArrayList<>(columns);
        schema.addAll(CdcColumns.ALL);
        return List.copyOf(schema);
    }

    /** The row's own column of that name. */
    public Optional<Column> column(String columnName) {
        return columns.stream().filter(c -> c.name().equals(columnName)).findFirst();
    }
}
