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
 * @param columns the row's own columns, derived ones included, in schema order
 * @param rules what the transformer does to its rows
 * @param partitioning layout of the landing objects
 * @param filters EventBridge event patterns as JSON, at most five. The relay sends a change that matches one of them; without
 *     filters it sends all changes
 * @param freshnessColumn timestamp column from which freshness is measured; without it, the time of the change
 * @param person column whose value names the person that a row is about; empty for rows about nobody
 */
public record TableSpec(
        String name,
        String source,
        List<String> key,
        List<Column> columns,
        RowRules rules,
        Partitioning partitioning,
        List<String> filters,
        Optional<String> freshnessColumn,
        Optional<String> person) {

    public TableSpec {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        filters = List.copyOf(filters);
    }

    /** Columns that contain personal data, and how each is masked. */
    public Map<String, Mask> masks() {
        return rules.masks();
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
