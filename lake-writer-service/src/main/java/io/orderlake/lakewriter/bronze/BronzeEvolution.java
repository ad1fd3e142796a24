package io.orderlake.lakewriter.bronze;

import io.orderlake.contract.CdcColumns;
import io.orderlake.contract.Column;
import io.orderlake.lakewriter.claim.TablePlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;

/**
 * How a table's columns must change to hold the rows of some plans. Columns are added and widened, never dropped, renamed or
 * narrowed. Pure.
 */
record BronzeEvolution(Map<String, Type> added, Map<String, Type> widened) {

    BronzeEvolution {
        added = new LinkedHashMap<>(added);
        widened = new LinkedHashMap<>(widened);
    }

    /** From the current columns, through those of each plan in order. */
    static BronzeEvolution of(Schema current, List<TablePlan> plans) {
        Map<String, Type> before = new LinkedHashMap<>();
        current.columns().forEach(field -> before.put(field.name(), field.type()));
        Map<String, Type> after = new LinkedHashMap<>(before);
        for (TablePlan plan : plans) {
            for (Column column : plan.schema()) {
                after.merge(column.name(), IcebergTypes.of(column.type()), IcebergTypes::wider);
            }
        }
        Map<String, Type> added = new LinkedHashMap<>(after);
        added.keySet().removeAll(before.keySet());
        Map<String, Type> widened = new LinkedHashMap<>(after);
        widened.entrySet().removeIf(column -> column.getValue().equals(before.get(column.getKey())));
        widened.keySet().removeAll(added.keySet());
        return new BronzeEvolution(added, widened);
    }

    /** The columns of a new table for these plans. Contains Orderlake's own columns even if there is no row. */
    static Schema created(List<TablePlan> plans) {
        Map<String, Type> columns = new LinkedHashMap<>(of(new Schema(), plans).added());
        CdcColumns.ALL.forEach(column -> columns.putIfAbsent(column.name(), IcebergTypes.of(column.type())));
        int[] id = {0};
        return new Schema(columns.entrySet().stream()
                .map(column -> NestedField.optional(
                        ++id[0], column.getKey(), TypeUtil.assignFreshIds(column.getValue(), () -> ++id[0])))
                .toList());
    }

    /** By the day of the change, in UTC. */
    static PartitionSpec partitioning(Schema schema) {
        return PartitionSpec.builderFor(schema).day(CdcColumns.CHANGED_AT).build();
    }

    boolean changesNothing() {
        return added.isEmpty() && widened.isEmpty();
    }

    void applyTo(UpdateSchema update) {
        added.forEach(update::addColumn);
        widened.forEach((name, type) -> update.updateColumn(name, type.asPrimitiveType()));
    }
}
