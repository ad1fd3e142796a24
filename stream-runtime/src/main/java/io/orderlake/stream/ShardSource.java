package io.orderlake.stream;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls that are needed to read a sharded stream. Implemented for Kinesis and for DynamoDB Streams. Each call blocks; its
 * failures are of the kinds in {@link FailureKind}.
 */
public interface ShardSource {

    /** The stream's name in leases, logs and metrics. */
    String stream();

    /** All shards that the stream still lists, closed ones included. */
    List<Shard> shards();

    /** An iterator for the shard. */
    String iterator(String shardId, StartAt startAt);

    /**
     * The next records behind an iterator, packed ones unpacked.
     *
     * @throws IteratorExpired where the iterator is too old and a new one must be opened
     * @throws RecordsTrimmed where retention removed the records behind the iterator
     */
    ShardRead read(String iterator, int limit);

    /**
     * How long a record is kept by a stream that removes it silently; null where each read behind a removed record fails
     * with {@link RecordsTrimmed}. As of the last call of {@link #shards()}.
     */
    default @Nullable Duration retention() {
        return null;
    }

    /** Whether the stream still has the record, and so each record behind it. */
    default boolean holds(String shardId, String sequence) {
        return true;
    }
}
