package io.orderlake.stream.read;

import io.orderlake.stream.FailureKind;
import io.orderlake.stream.Lease;
import io.orderlake.stream.ShardBatch;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a reader tells about itself, for metrics, health and the log. Called from several threads; must not throw. */
public interface ReaderListener {

    /** A shard is read from now on. */
    default void started(Lease lease) {}

    /** The story took a batch, empty ones included. */
    default void processed(ShardBatch batch) {}

    /** A shard is no longer read here. */
    default void ended(Lease lease, RunEnd how) {}

    /** The lease table and the shards were looked at without a failure. */
    default void leasesHeld(String stream, int leasesHeld) {}

    /** How long the stream keeps its records, as it was last told. */
    default void retention(String stream, Duration retention) {}

    /** A step failed and will be tried again. */
    default void failed(Failure failure) {}

    /** Retention removed records that had not been read. Told once for a shard; unless accepted, the shard waits. */
    default void gap(Gap gap) {}

    /** A mistake of ours: the process has to stop. */
    default void bug(Throwable cause) {}

    /** How the reading of a shard ended. */
    enum RunEnd {
        /** Given up; another instance goes on behind the checkpoint. */
        HANDED_OVER,
        /** Read to the shard's end, and all of it is durable. */
        FINISHED,
        /** Another instance took the lease. */
        LOST
    }

    /**
     * A failure that is waited out.
     *
     * @param shardId null where keeping the leases failed
     * @param attempt how often in a row, from 1
     */
    record Failure(String stream, @Nullable String shardId, FailureKind kind, int attempt, Throwable cause) {}

    /**
     * Records that nobody has read and nobody can.
     *
     * @param accepted whether reading goes on behind the gap
     */
    record Gap(String stream, String shardId, String why, boolean accepted) {}
}
