package io.orderlake.lakehouse.silver;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.orderlake.contract.CdcColumns;
import io.orderlake.contract.ChangeOp;
import io.orderlake.lakehouse.schema.SchemaWidening;
import io.orderlake.lakehouse.table.LakeTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Converts changes to rows of silver; pure. */
public final class SilverRows {

    private SilverRows() {}

    /** One row per key: its last change by position, in the table's columns and types. */
    public static Dataset<Row> of(Dataset<Row> bronze, LakeTable silver) {
        return inColumnsOf(silver, lastChanges(bronze, silver));
    }

    /** Only columns of silver go through the shuffle: the old image alone is as large as the row. */
    private static Dataset<Row> lastChanges(Dataset<Row> bronze, LakeTable silver) {
        Set<String> kept = Set.of(silver.schema().fieldNames());
        Column[] row =
                columns(Arrays.stream(bronze.columns()).filter(kept::contains).toList());
        Column order = struct(col(CdcColumns.POSITION), col(CdcColumns.EVENT_ID));
        return bronze.groupBy(columns(silver.key()))
                .agg(max_by(struct(row), order).as("last"))
                .select("last.*");
    }

    private static Dataset<Row> inColumnsOf(LakeTable silver, Dataset<Row> changes) {
        Map<String, FittedColumn> fits = fits(silver.schema(), changes.schema());
        List<Column> columns = new ArrayList<>();
        for (StructField field : silver.schema().fields()) {
            columns.add(value(field, fits, silver.key(), changes.schema()).as(field.name()));
        }
        return changes.select(columns.toArray(Column[]::new));
    }

    private static Map<String, FittedColumn> fits(StructType silver, StructType changes) {
        Map<String, FittedColumn> fits = new LinkedHashMap<>();
        for (StructField field : silver.fields()) {
            if (!field.name().startsWith(CdcColumns.PREFIX)) {
                SchemaWidening.find(changes, field.name())
                        .ifPresent(from -> fits.put(
                                field.name(), FittedColumn.of(field.name(), from.dataType(), field.dataType())));
            }
        }
        return fits;
    }

    private static Column value(
            StructField field, Map<String, FittedColumn> fits, List<String> key, StructType changes) {
        Column none = lit(null).cast(field.dataType());
        return switch (field.name()) {
            case SilverColumns.DELETED -> isDelete();
            case CdcColumns.QUALITY -> when(isDelete(), lit(new String[0])).otherwise(quality(fits));
            case CdcColumns.RESCUED -> when(isDelete(), none).otherwise(rescued(fits));
            default -> {
                Column value = fits.containsKey(field.name())
                        ? fitted(field, fits.get(field.name()), key)
                        : SchemaWidening.find(changes, field.name())
                                .map(f -> col(f.name()))
                                .orElse(none);
                yield keptByDelete(field.name(), key)
                        ? value
                        : when(isDelete(), none).otherwise(value);
            }
        };
    }

    /** Fails, because all rows whose key does not fit would be merged into one. */
    private static Column fitted(StructField field, FittedColumn fit, List<String> key) {
        if (!key.contains(field.name()) || fit.isSameType()) {
            return fit.value();
        }
        String refusal = "raise_error(concat('Cannot merge a row: expected a key " + field.name() + " of type "
                + field.dataType().sql() + " but was ', `" + field.name() + "`))";
        return when(fit.misfit(), expr(refusal).cast(field.dataType())).otherwise(fit.value());
    }

    /** A tombstone has the key and the position of the delete, but no other values of the deleted row. */
    private static boolean keptByDelete(String column, List<String> key) {
        return key.contains(column) || column.startsWith(CdcColumns.PREFIX);
    }

    private static Column isDelete() {
        return col(CdcColumns.OP).equalTo(ChangeOp.DELETE.code());
    }

    private static Column quality(Map<String, FittedColumn> fits) {
        Column flags = coalesce(col(CdcColumns.QUALITY), lit(new String[0]));
        List<Column> misfits = new ArrayList<>();
        fits.forEach((name, fit) -> misfits.add(when(fit.misfit(), lit("misfit:" + name))));
        return misfits.isEmpty() ? flags : array_union(flags, array_compact(array(misfits.toArray(Column[]::new))));
    }

    /** Adds members to the JSON text without parsing it, because parsing would lose exact numbers. */
    private static Column rescued(Map<String, FittedColumn> fits) {
        List<Column> members = new ArrayList<>();
        fits.forEach((name, fit) -> members.add(when(fit.misfit(), concat(lit("\"" + name + "\":"), json(name)))));
        if (members.isEmpty()) {
            return col(CdcColumns.RESCUED);
        }
        Column misfits = array_compact(array(members.toArray(Column[]::new)));
        Column current = expr("nullif(regexp_extract(" + CdcColumns.RESCUED
                + ", '(?s)^\\\\s*\\\\{\\\\s*(.*?)\\\\s*\\\\}\\\\s*$', 1), '')");
        Column spliced = concat(lit("{"), concat_ws(",", current, concat_ws(",", misfits)), lit("}"));
        return when(size(misfits).gt(0), spliced).otherwise(col(CdcColumns.RESCUED));
    }

    private static Column json(String name) {
        return expr("regexp_extract(to_json(named_struct('v', `" + name + "`)), '(?s)^\\\\{\"v\":(.*)\\\\}$', 1)");
    }

    private static Column[] columns(List<String> names) {
        return names.stream().map(name -> col("`" + name + "`")).toArray(Column[]::new);
    }
}
