package io.orderlake.lakewriter.bronze;

import io.orderlake.contract.ColumnType;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.iceberg.StructLike;
import org.jspecify.annotations.Nullable;

/** A row as Iceberg's partition transforms read it. One instance serves all rows of a thread. */
final class PartitionedRow implements StructLike {

    private static final long MICROS = 1000;

    private final List<ColumnType> types;
    private @Nullable Object[] row = {};

    PartitionedRow(List<ColumnType> types) {
        this.types = types;
    }

    PartitionedRow of(@Nullable Object[] values) {
        row = values;
        return this;
    }

    @Override
    public int size() {
        return types.size();
    }

    @Override
    @SuppressWarnings("NullAway") // Iceberg does not declare that a column may be null.
    public <T> T get(int index, Class<T> as) {
        Object value = row[index];
        if (value != null && types.get(index) == ColumnType.Simple.TIMESTAMP) {
            return as.cast((Long) value * MICROS);
        }
        return as.cast(value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value);
    }

    @Override
    public <T> void set(int index, T value) {
        throw new UnsupportedOperationException("A row is only read");
    }
}
