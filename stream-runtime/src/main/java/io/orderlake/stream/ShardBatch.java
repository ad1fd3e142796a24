package io.orderlake.stream;

import java.time.Duration;
import java.util.List;

/**
 * What a service is handed: records of one shard in order, read under one lease. A batch may be empty, so that time-bound
 * work goes on.
 *
 * @param lease under which the shard is read; its epoch fences writes
 * @param records in the order of the shard; a packed Kinesis record is never torn over two batches
 * @param behindLatest how far the shard is behind its newest record
 * @param ending nothing follows under this lease (end of shard, shutdown or hand-over): make durable what is held back
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
