package io.orderlake.stream;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls that reading a sharded stream takes. Implemented over Kinesis and over DynamoDB Streams; each call blocks and
 * throws what {@link FailureKind} tells apart.
 */
public interface ShardSource {

    /** The stream's name, as it stands in leases, logs and metrics. */
    String stream();

    /** All shards that the stream still knows, closed ones included. */
    List<Shard> shards();

    /** An iterator for the shard. */
    String iterator(String shardId, StartAt startAt);

    /**
     * The next records behind an iterator, packed ones unpacked.
     *
     * @throws IteratorExpired where the iterator is too old; ask for a new one
     * @throws RecordsTrimmed where retention has overtaken the reader
     */
    ShardRead read(String iterator, int limit);

    /**
     * How long a record is kept by a stream that removes it silently; null where each reading behind a removed record fails
     * with {@link RecordsTrimmed}. As of the last look at {@link #shards()}.
     */
    default @Nullable Duration retention() {
        return null;
    }

    /** Whether the stream still holds the record, and so each one behind it. */
    default boolean holds(String shardId, String sequence) {
        return true;
    }
}
