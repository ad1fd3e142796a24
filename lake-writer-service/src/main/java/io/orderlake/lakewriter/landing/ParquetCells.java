package io.orderlake.lakewriter.landing;

import io.orderlake.contract.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Reads the values of one column: the inverse of {@link ParquetValues}. */
record ParquetCells(ColumnType type, ColumnReader reader) {

    /** The value of the next row. */
    @Nullable Object next() {
        int level = reader.getCurrentDefinitionLevel();
        if (level == 0) {
            reader.consume();
            return null;
        }
        if (type == ColumnType.Simple.STRINGS) {
            return texts(level);
        }
        Object value = type instanceof ColumnType.Decimal decimal ? decimal(decimal) : simple((ColumnType.Simple) type);
        reader.consume();
        return value;
    }

    private Object simple(ColumnType.Simple simple) {
        return switch (simple) {
            case STRING, JSON, STRINGS -> reader.getBinary().toStringUsingUTF8();
            case LONG, TIMESTAMP -> reader.getLong();
            case BOOLEAN -> reader.getBoolean();
            case DATE -> reader.getInteger();
            case BINARY -> reader.getBinary().getBytes();
        };
    }

    private BigDecimal decimal(ColumnType.Decimal decimal) {
        BigInteger unscaled = switch (reader.getDescriptor().getPrimitiveType().getPrimitiveTypeName()) {
            case INT32 -> BigInteger.valueOf(reader.getInteger());
            case INT64 -> BigInteger.valueOf(reader.getLong());
            default -> new BigInteger(reader.getBinary().getBytes());
        };
        return new BigDecimal(unscaled, decimal.scale());
    }

    private List<String> texts(int level) {
        List<String> texts = new ArrayList<>();
        boolean isEmpty = level < reader.getDescriptor().getMaxDefinitionLevel();
        do {
            if (!isEmpty) {
                texts.add(reader.getBinary().toStringUsingUTF8());
            }
            reader.consume();
        } while (reader.getCurrentRepetitionLevel() > 0);
        return texts;
    }

    /** Parquet's readers require converters, although values are read from the columns directly. */
    static GroupConverter converter(GroupType group) {
        return new GroupConverter() {
            @Override
            public Converter getConverter(int index) {
                Type field = group.getType(index);
                return field.isPrimitive() ? new PrimitiveConverter() {} : converter(field.asGroupType());
            }

            @Override
            public void start() {}

            @Override
            public void end() {}
        };
    }
}
