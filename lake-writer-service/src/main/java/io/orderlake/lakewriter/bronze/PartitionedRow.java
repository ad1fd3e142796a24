package io.orderlake.lakewriter.bronze;

import io.orderlake.contract.ColumnType;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.iceberg.StructLike;
import org.jspecify.annotations.Nullable;

/** A row as Iceberg's partition transforms look at it; one view serves all rows of a thread. */
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
    @SuppressWarnings("NullAway") // Iceberg does not say that a column may be null.
    public <T> T get(int place, Class<T> as) {
        Object value = row[place];
        if (value != null && types.get(place) == ColumnType.Simple.TIMESTAMP) {
            return as.cast((Long) value * MICROS);
        }
        return as.cast(value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value);
    }

    @Override
    public <T> void set(int place, T value) {
        throw new UnsupportedOperationException("only read");
    }
}
