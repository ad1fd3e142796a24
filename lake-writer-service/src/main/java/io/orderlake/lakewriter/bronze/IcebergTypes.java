package io.orderlake.lakewriter.bronze;

import io.orderlake.contract.ColumnType;
import java.util.Optional;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** The contract's types in Iceberg's words, as the Spark jobs map them to Spark's. Pure. */
final class IcebergTypes {

    /** Iceberg numbers a list's elements again when it is added to a table. */
    private static final int ANY_ID = 1;

    private IcebergTypes() {}

    static Type of(ColumnType type) {
        return type instanceof ColumnType.Decimal decimal
                ? Types.DecimalType.of(decimal.precision(), decimal.scale())
                : simple((ColumnType.Simple) type);
    }

    private static Type simple(ColumnType.Simple type) {
        return switch (type) {
            case STRING, JSON -> Types.StringType.get();
            case LONG -> Types.LongType.get();
            case BOOLEAN -> Types.BooleanType.get();
            case DATE -> Types.DateType.get();
            case TIMESTAMP -> Types.TimestampType.withZone();
            case BINARY -> Types.BinaryType.get();
            case STRINGS -> Types.ListType.ofOptional(ANY_ID, Types.StringType.get());
        };
    }

    /** The type whose values a column of a table takes; empty for one that no contract asks for. */
    static Optional<ColumnType> columnType(Type type) {
        return switch (type.typeId()) {
            case STRING -> Optional.of(ColumnType.Simple.STRING);
            case LONG -> Optional.of(ColumnType.Simple.LONG);
            case BOOLEAN -> Optional.of(ColumnType.Simple.BOOLEAN);
            case DATE -> Optional.of(ColumnType.Simple.DATE);
            case BINARY -> Optional.of(ColumnType.Simple.BINARY);
            case DECIMAL -> {
                Types.DecimalType decimal = (Types.DecimalType) type;
                yield Optional.of(new ColumnType.Decimal(decimal.precision(), decimal.scale()));
            }
            case TIMESTAMP ->
                ((Types.TimestampType) type).shouldAdjustToUTC()
                        ? Optional.of(ColumnType.Simple.TIMESTAMP)
                        : Optional.empty();
            case LIST ->
                type.asListType().elementType().typeId() == Type.TypeID.STRING
                        ? Optional.of(ColumnType.Simple.STRINGS)
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The wanted type where every value of the standing one fits it and Iceberg can widen so, else the standing one. */
    static Type wider(Type standing, Type wanted) {
        if (standing instanceof Types.DecimalType from && wanted instanceof Types.DecimalType to) {
            return from.scale() == to.scale() && from.precision() < to.precision() ? to : from;
        }
        boolean integers = standing.typeId() == Type.TypeID.INTEGER && wanted.typeId() == Type.TypeID.LONG;
        return integers ? wanted : standing;
    }
}
