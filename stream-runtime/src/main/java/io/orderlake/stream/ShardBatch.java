package io.orderlake.stream;

import java.time.Duration;
import java.util.List;

/**
 * Records of one shard in order, read under one lease. A batch may be empty, so that work that depends on time goes on.
 *
 * @param lease under which the shard is read; its epoch fences writes
 * @param records in the order of the shard; a packed Kinesis record is never split over two batches
 * @param behindLatest how far the shard is behind its newest record
 * @param ending whether this is the last batch under the lease (end of shard, shutdown or hand-over): buffered records must become
 *     durable now
 */
public record ShardBatch(Lease lease, List<StreamRecord> records, Duration behindLatest, Ending ending) {

    /** Whether and why nothing follows. */
    public enum Ending {
        /** More may follow. */
        NONE,
        /** The lease is given up; another owner goes on behind the checkpoint. */
        HAND_OVER,
        /** The shard is closed and this was its last record. */
        SHARD_END
    }

    public ShardBatch {
        records = List.copyOf(records);
    }
}
