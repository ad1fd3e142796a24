package io.orderlake.stream;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one read gave.
 *
 * @param records in the order of the shard
 * @param nextIterator null where the shard is closed and has been read to its end
 * @param behindLatest how far behind the newest record, in the stream's time
 */
public record ShardRead(
        List<StreamRecord> records, @Nullable String nextIterator, Duration behindLatest) {

    public ShardRead {
        records = List.copyOf(records);
    }
}
