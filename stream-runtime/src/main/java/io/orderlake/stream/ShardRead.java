package io.orderlake.stream;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one read.
 *
 * @param records in the order of the shard
 * @param nextIterator null where the shard is closed and has been read to its end
 * @param behindLatest how far the page is behind the newest record, in the stream's time; zero where nothing more is known to be there
 */
public record ShardRead(
        List<StreamRecord> records, @Nullable String nextIterator, Duration behindLatest) {

    public ShardRead {
        records = List.copyOf(records);
    }
}
