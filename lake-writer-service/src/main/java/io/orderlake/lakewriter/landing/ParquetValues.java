package io.orderlake.lakewriter.landing;

import io.orderlake.contract.ColumnType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.jspecify.annotations.Nullable;

/** Writes the values of one column, with the definition and repetition levels of its schema. */
record ParquetValues(ColumnType type, ColumnDescriptor descriptor, ColumnWriter writer) {

    private static final int PRESENT = 1;
    private static final int EMPTY_LIST = 1;
    private static final long MICROS = 1000;

    void write(@Nullable Object value) {
        if (value == null) {
            writer.writeNull(0, 0);
        } else if (type instanceof ColumnType.Decimal) {
            writeDecimal((BigDecimal) value);
        } else {
            writeSimple(value, (ColumnType.Simple) type);
        }
    }

    private void writeSimple(Object value, ColumnType.Simple simple) {
        switch (simple) {
            case STRING, JSON -> writer.write(Binary.fromString((String) value), 0, PRESENT);
            case LONG -> writer.write((long) (Long) value, 0, PRESENT);
            case TIMESTAMP -> writer.write(isMicros() ? (Long) value * MICROS : (Long) value, 0, PRESENT);
            case BOOLEAN -> writer.write((boolean) (Boolean) value, 0, PRESENT);
            case DATE -> writer.write((int) (Integer) value, 0, PRESENT);
            case BINARY -> writer.write(Binary.fromConstantByteArray((byte[]) value), 0, PRESENT);
            case STRINGS -> writeList((List<?>) value);
        }
    }

    /** Landing objects have milliseconds, Iceberg's files have microseconds. */
    private boolean isMicros() {
        return descriptor.getPrimitiveType().getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation time
                && time.getUnit() == TimeUnit.MICROS;
    }

    private void writeList(List<?> texts) {
        if (texts.isEmpty()) {
            writer.writeNull(0, EMPTY_LIST);
        }
        for (int i = 0; i < texts.size(); i++) {
            writer.write(Binary.fromString((String) texts.get(i)), i == 0 ? 0 : 1, descriptor.getMaxDefinitionLevel());
        }
    }

    private void writeDecimal(BigDecimal number) {
        switch (descriptor.getPrimitiveType().getPrimitiveTypeName()) {
            case INT32 -> writer.write(number.unscaledValue().intValueExact(), 0, PRESENT);
            case INT64 -> writer.write(number.unscaledValue().longValueExact(), 0, PRESENT);
            default -> writer.write(fixed(number), 0, PRESENT);
        }
    }

    private Binary fixed(BigDecimal number) {
        byte[] digits = number.unscaledValue().toByteArray();
        byte[] padded = new byte[descriptor.getPrimitiveType().getTypeLength()];
        Arrays.fill(padded, (byte) (number.signum() < 0 ? -1 : 0));
        System.arraycopy(digits, 0, padded, padded.length - digits.length, digits.length);
        return Binary.fromConstantByteArray(padded);
    }
}
