package io.orderlake.lakehouse.staging;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import io.orderlake.contract.CdcColumns;
import io.orderlake.contract.ChangeOp;
import io.orderlake.contract.TableSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Converts rows of DMS to rows with Orderlake's columns; pure. A row's position consists of its file and its number in it: DMS
 * names files of changes by time and writes changes in commit order. The full load sorts below all of them.
 */
final class DmsRows {

    static final String FILE = "_dms_file";
    static final String FILE_TIME = "_dms_file_time";
    static final String ROW = "_dms_row";

    private static final List<String> OURS = List.of(FILE, FILE_TIME, ROW);
    private static final int ROW_DIGITS = 20;

    private final TableSpec table;
    private final DmsSettings settings;
    private final ColumnMasks masks;

    DmsRows(TableSpec table, DmsSettings settings, ColumnMasks masks) {
        this.table = table;
        this.settings = settings;
        this.masks = masks;
    }

    static boolean isFullLoad(String fileName) {
        return fileName.startsWith("LOAD");
    }

    Dataset<Row> of(Dataset<Row> files) {
        List<String> names = Arrays.asList(files.columns());
        requireKey(names);
        List<Column> columns = new ArrayList<>();
        List<Column> undeclared = new ArrayList<>();
        for (String name : names) {
            if (table.column(name).isPresent()) {
                columns.add(masks.masked(name).as(name));
            } else if (!isOfDms(name)) {
                undeclared.add(masks.masked(name).as(name));
            }
        }
        columns.addAll(cdc(names, undeclared));
        return files.select(columns.toArray(Column[]::new));
    }

    private List<Column> cdc(List<String> names, List<Column> undeclared) {
        Column position = position();
        Column none = lit(null).cast("string");
        Column rescued = undeclared.isEmpty() ? none : to_json(struct(undeclared.toArray(Column[]::new)));
        return List.of(
                op(names).as(CdcColumns.OP),
                position.as(CdcColumns.EVENT_ID),
                position.as(CdcColumns.POSITION),
                changedAt(names).as(CdcColumns.CHANGED_AT),
                lit(new String[0]).as(CdcColumns.QUALITY),
                when(rescued.notEqual("{}"), rescued).as(CdcColumns.RESCUED),
                lit(false).as(CdcColumns.REDRIVEN));
    }

    /** An operation that DMS does not have shows that the columns are not the declared ones. */
    private static Column op(List<String> names) {
        Column snapshot = lit(ChangeOp.SNAPSHOT.code());
        if (!names.contains(DmsSettings.OP)) {
            return snapshot;
        }
        Column op = col(DmsSettings.OP);
        return when(col(FILE).startsWith("LOAD"), snapshot)
                .when(op.isin("I", "U", "D"), op)
                .otherwise(expr("raise_error(concat('Cannot read " + DmsSettings.OP
                                + ": expected I, U or D but was ', coalesce(`" + DmsSettings.OP + "`, 'null')))")
                        .cast("string"));
    }

    private static Column position() {
        Column kind = when(col(FILE).startsWith("LOAD"), lit("0")).otherwise(lit("1"));
        return concat(
                lit("000000-"), kind, lit("-"), col(FILE), lit("-"), lpad(col(ROW).cast("string"), ROW_DIGITS, "0"));
    }

    private Column changedAt(List<String> names) {
        return names.contains(settings.timeColumn())
                ? coalesce(expr("try_cast(`" + settings.timeColumn() + "` AS timestamp)"), col(FILE_TIME))
                : col(FILE_TIME);
    }

    private boolean isOfDms(String name) {
        return OURS.contains(name) || name.equals(DmsSettings.OP) || name.equals(settings.timeColumn());
    }

    private void requireKey(List<String> names) {
        if (!names.containsAll(table.key())) {
            throw new IllegalArgumentException("Cannot merge files of " + table.name() + ": expected the key "
                    + table.key() + " among their columns but they have "
                    + names.stream().filter(name -> !OURS.contains(name)).toList());
        }
    }
}
