package io.orderlake.launcher.lake;

import java.util.stream.Collectors;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Translates types of Iceberg into types of DuckDB. */
final class DuckTypes {

    private DuckTypes() {}

    static String of(Type type) {
        return switch (type.typeId()) {
            case BOOLEAN -> "BOOLEAN";
            case INTEGER -> "INTEGER";
            case LONG -> "BIGINT";
            case FLOAT -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case TIMESTAMP ->
                ((Types.TimestampType) type).shouldAdjustToUTC() ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP";
            case STRING -> "VARCHAR";
            case UUID -> "UUID";
            case FIXED, BINARY -> "BLOB";
            case DECIMAL -> decimal((Types.DecimalType) type);
            case LIST, MAP, STRUCT -> nested(type.asNestedType());
            default ->
                throw new IllegalArgumentException("expected a type of Iceberg's format version 2 but was " + type);
        };
    }

    private static String nested(Type.NestedType type) {
        if (type.isListType()) {
            return of(type.asListType().elementType()) + "[]";
        } else if (type.isMapType()) {
            Types.MapType map = type.asMapType();
            return "MAP(" + of(map.keyType()) + ", " + of(map.valueType()) + ")";
        }
        return type.asStructType().fields().stream()
                .map(field -> Duck.name(field.name()) + " " + of(field.type()))
                .collect(Collectors.joining(", ", "STRUCT(", ")"));
    }

    private static String decimal(Types.DecimalType type) {
        return "DECIMAL(" + type.precision() + ", " + type.scale() + ")";
    }
}
