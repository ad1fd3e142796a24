package io.orderlake.lakehouse.schema;

import io.orderlake.contract.Column;
import io.orderlake.contract.ColumnType;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Converts the contract's columns to Spark types; Iceberg and Hudi derive theirs from these. */
public final class SparkTypes {

    private SparkTypes() {}

    /** Every column optional, in the contract's order. */
    public static StructType schema(List<Column> columns) {
        return new StructType(columns.stream().map(SparkTypes::field).toArray(StructField[]::new));
    }

    static StructField field(Column column) {
        return DataTypes.createStructField(column.name(), of(column.type()), true);
    }

    static DataType of(ColumnType type) {
        return type instanceof ColumnType.Decimal decimal
                ? DataTypes.createDecimalType(decimal.precision(), decimal.scale())
                : simple((ColumnType.Simple) type);
    }

    private static DataType simple(ColumnType.Simple type) {
        return switch (type) {
            case STRING, JSON -> DataTypes.StringType;
            case LONG -> DataTypes.LongType;
            case BOOLEAN -> DataTypes.BooleanType;
            case DATE -> DataTypes.DateType;
            case TIMESTAMP -> DataTypes.TimestampType;
            case BINARY -> DataTypes.BinaryType;
            case STRINGS -> DataTypes.createArrayType(DataTypes.StringType, true);
        };
    }
}
