package io.orderlake.lakewriter.claim;

import io.orderlake.contract.Column;
import io.orderlake.contract.Partitioning;
import io.orderlake.contract.TableSpec;
import java.util.List;
import java.util.Optional;

/**
 * How the rows of a table land.
 *
 * @param name the table's name in the lake
 * @param schema all columns of a landed row, in order
 * @param partitioning layout of the objects
 * @param freshness the column from which freshness is measured; empty: the time of the change
 */
public record TablePlan(String name, List<Column> schema, Partitioning partitioning, Optional<String> freshness) {

    public TablePlan {
        schema = List.copyOf(schema);
    }

    /** The plan of a table by its current description. */
    public static TablePlan of(TableSpec table) {
        return new TablePlan(table.name(), table.rowSchema(), table.partitioning(), table.freshnessColumn());
    }

    /** Index of a column in the schema, or -1. */
    public int indexOf(String column) {
        for (int i = 0; i < schema.size(); i++) {
            if (schema.get(i).name().equals(column)) {
                return i;
            }
        }
        return -1;
    }
}
