package io.orderlake.lakewriter.bronze;

import io.orderlake.contract.ColumnType;
import java.util.Optional;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Maps the contract's types to Iceberg's, as the Spark jobs do. Pure. */
final class IcebergTypes {

    /** Iceberg assigns new ids when a column is added to a table. */
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

    /** The contract's type for a column of a table; empty where there is none. */
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

    /** The wanted type where it holds every value of the current type and Iceberg can widen to it, else the current type. */
    static Type wider(Type current, Type wanted) {
        if (current instanceof Types.DecimalType from && wanted instanceof Types.DecimalType to) {
            return from.scale() == to.scale() && from.precision() < to.precision() ? to : from;
        }
        boolean integers = current.typeId() == Type.TypeID.INTEGER && wanted.typeId() == Type.TypeID.LONG;
        return integers ? wanted : current;
    }
}
