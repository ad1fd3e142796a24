package io.orderlake.lakehouse.silver;

import io.orderlake.contract.CdcColumns;
import io.orderlake.contract.Column;
import io.orderlake.contract.ColumnType;
import io.orderlake.contract.TableSpec;
import io.orderlake.lakehouse.schema.SchemaWidening;
import io.orderlake.lakehouse.schema.SparkTypes;
import io.orderlake.lakehouse.table.LakeTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns that a table has in silver. */
public final class SilverColumns {

    public static final String LAYER = "silver";

    /** True for a tombstone: the row is deleted, and no change with a lower position may insert it again. */
    public static final String DELETED = "cdc_deleted";

    private static final List<String> KEPT = List.of(
            CdcColumns.OP,
            CdcColumns.EVENT_ID,
            CdcColumns.POSITION,
            CdcColumns.CHANGED_AT,
            CdcColumns.QUALITY,
            CdcColumns.RESCUED,
            CdcColumns.REDRIVEN);

    private SilverColumns() {}

    /**
     * The table as the contract declares it, with the types of bronze where bronze has wider ones.
     *
     * <p>Not partitioned by a column of the change, such as its time: each update would move the row to another partition.
     */
    public static LakeTable wanted(TableSpec table, StructType bronze) {
        List<StructField> own =
                new ArrayList<>(Arrays.asList(SchemaWidening.of(own(bronze), SparkTypes.schema(table.columns()))
                        .target()
                        .fields()));
        List<Column> cdc = new ArrayList<>();
        CdcColumns.ALL.stream().filter(column -> KEPT.contains(column.name())).forEach(cdc::add);
        cdc.add(new Column(DELETED, ColumnType.Simple.BOOLEAN));
        own.addAll(Arrays.asList(SparkTypes.schema(cdc).fields()));
        return new LakeTable(
                LAYER,
                table.name(),
                table.key(),
                Optional.of(table.partitioning()).filter(p -> !p.column().startsWith(CdcColumns.PREFIX)),
                new StructType(own.toArray(StructField[]::new)));
    }

    private static StructType own(StructType bronze) {
        return new StructType(Arrays.stream(bronze.fields())
                .filter(field -> !field.name().startsWith(CdcColumns.PREFIX))
                .toArray(StructField[]::new));
    }
}
