package io.orderlake.stream;

import java.util.List;

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
}
