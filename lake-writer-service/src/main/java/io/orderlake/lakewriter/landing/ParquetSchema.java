package io.orderlake.lakewriter.landing;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.listType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.orderlake.contract.CdcColumns;
import io.orderlake.contract.Column;
import io.orderlake.contract.ColumnType;
import io.orderlake.contract.Partitioning;
import io.orderlake.lakewriter.claim.TablePlan;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** A table's schema as a Parquet schema: all columns are optional, types are as Spark, Athena and DuckDB expect them. */
final class ParquetSchema {

    private static final int INT32_DIGITS = 9;
    private static final int INT64_DIGITS = 18;

    private ParquetSchema() {}

    static MessageType of(TablePlan table) {
        Types.MessageTypeBuilder message = Types.buildMessage();
        table.schema().forEach(column -> message.addField(field(column)));
        return message.named(table.name());
    }

    /** The table of a schema that {@link #of} made. The schema does not contain the partitioning. */
    static TablePlan table(MessageType message) {
        List<Column> schema = message.getFields().stream()
                .map(field -> new Column(field.getName(), type(field)))
                .toList();
        Partitioning unknown = new Partitioning(Partitioning.Scheme.DATE, CdcColumns.CHANGED_AT);
        return new TablePlan(message.getName(), schema, unknown, Optional.empty());
    }

    private static ColumnType type(Type field) {
        if (!field.isPrimitive()) {
            return ColumnType.Simple.STRINGS;
        }
        if (field.getLogicalTypeAnnotation() instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal) {
            return new ColumnType.Decimal(decimal.getPrecision(), decimal.getScale());
        }
        boolean annotated = field.getLogicalTypeAnnotation() != null;
        return switch (field.asPrimitiveType().getPrimitiveTypeName()) {
            case INT64 -> annotated ? ColumnType.Simple.TIMESTAMP : ColumnType.Simple.LONG;
            case INT32 -> ColumnType.Simple.DATE;
            case BOOLEAN -> ColumnType.Simple.BOOLEAN;
            case BINARY -> annotated ? ColumnType.Simple.STRING : ColumnType.Simple.BINARY;
            default ->
                throw new IllegalArgumentException(
                        "Cannot read Parquet: expected a column as the lake writer writes it but was " + field);
        };
    }

    private static Type field(Column column) {
        String name = column.name();
        return column.type() instanceof ColumnType.Decimal decimal
                ? decimal(decimal, name)
                : simple((ColumnType.Simple) column.type(), name);
    }

    private static Type simple(ColumnType.Simple type, String name) {
        return switch (type) {
            case STRING, JSON -> Types.optional(BINARY).as(stringType()).named(name);
            case LONG -> Types.optional(INT64).named(name);
            case BOOLEAN -> Types.optional(BOOLEAN).named(name);
            case DATE -> Types.optional(INT32).as(dateType()).named(name);
            case TIMESTAMP ->
                Types.optional(INT64).as(timestampType(true, TimeUnit.MILLIS)).named(name);
            case BINARY -> Types.optional(BINARY).named(name);
            case STRINGS ->
                Types.optionalGroup()
                        .as(listType())
                        .repeatedGroup()
                        .required(BINARY)
                        .as(stringType())
                        .named("element")
                        .named("list")
                        .named(name);
        };
    }

    private static Type decimal(ColumnType.Decimal type, String name) {
        var annotation = decimalType(type.scale(), type.precision());
        if (type.precision() <= INT32_DIGITS) {
            return Types.optional(INT32).as(annotation).named(name);
        }
        if (type.precision() <= INT64_DIGITS) {
            return Types.optional(INT64).as(annotation).named(name);
        }
        return Types.optional(FIXED_LEN_BYTE_ARRAY)
                .length(bytesOf(type.precision()))
                .as(annotation)
                .named(name);
    }

    /** The smallest number of bytes that can hold every number of that many digits, sign included. */
    private static int bytesOf(int precision) {
        return BigInteger.TEN.pow(precision).bitLength() / Byte.SIZE + 1;
    }
}
