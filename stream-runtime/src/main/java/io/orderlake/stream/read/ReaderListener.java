package io.orderlake.stream.read;

import io.orderlake.stream.FailureKind;
import io.orderlake.stream.Lease;
import io.orderlake.stream.ShardBatch;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Receives what happens in a reader, for metrics, health and the log. Called from several threads; must not throw. */
public interface ReaderListener {

    /** A shard is read from now on. */
    default void started(Lease lease) {}

    /** The processor took a batch, which may be empty. */
    default void processed(ShardBatch batch) {}

    /** A shard is no longer read here. */
    default void ended(Lease lease, RunEnd how) {}

    /** The leases and the shards were listed without a failure. */
    default void leasesHeld(String stream, int leasesHeld) {}

    /** How long the stream keeps its records. */
    default void retention(String stream, Duration retention) {}

    /** A step failed and is retried. */
    default void failed(Failure failure) {}

    /** Retention removed records that were not read. Reported once for a shard. Unless the gap is accepted, the shard waits. */
    default void gap(Gap gap) {}

    /** A defect in our code: the process has to stop. */
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
     * A failure after which the reader waits and retries.
     *
     * @param shardId null where listing or renewing the leases failed
     * @param attempt the number of failures in a row, from 1
     */
    record Failure(String stream, @Nullable String shardId, FailureKind kind, int attempt, Throwable cause) {}

    /**
     * Records that were removed before anybody read them.
     *
     * @param accepted whether reading goes on behind the gap
     */
    record Gap(String stream, String shardId, String why, boolean accepted) {}
}
