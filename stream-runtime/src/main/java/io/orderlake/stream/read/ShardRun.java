package io.orderlake.stream.read;

import io.orderlake.stream.FailureKind;
import io.orderlake.stream.IteratorExpired;
import io.orderlake.stream.Lease;
import io.orderlake.stream.RecordsTrimmed;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.ShardBatch.Ending;
import io.orderlake.stream.ShardRead;
import io.orderlake.stream.StartAt;
import io.orderlake.stream.read.ReaderListener.Failure;
import io.orderlake.stream.read.ReaderListener.Gap;
import io.orderlake.stream.read.ReaderListener.RunEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one shard under one lease.
 *
 * <pre>
 *  reading --------------> waiting at a gap (the story goes on with empty batches)
 *   |  |  \--------------> draining: the shard's end is read, not all of it is durable
 *   |  |                     |
 *   |  \-- leave() --> HANDED_OVER   |--> FINISHED
 *   \-- lease gone --> LOST
 * </pre>
 *
 * What was read and what is durable differ: the story may hold records back, so the checkpoint follows the reading. Within a
 * run, reading never goes back; a run that begins anew starts behind the checkpoint.
 */
final class ShardRun {

    private static final Duration NEVER = Duration.ofDays(1);

    // DynamoDB Local calls records trimmed, now and then, while they are being written; a moment later it gives them.
    private static final int SURE_OF_A_GAP = 3;

    private final ReaderContext reading;
    private final BiConsumer<ShardRun, RunEnd> whenOver;
    private final StepLoop chain;

    // Changed by the keeper's thread as well.
    private volatile Lease lease;
    private volatile boolean leaving;
    private volatile boolean lost;
    private volatile boolean broken;

    // Of the chain alone.
    private final ProvenTime proven;
    private @Nullable String iterator;
    private @Nullable String reached;
    private @Nullable String durable;
    private @Nullable ShardBatch pending;
    private Duration behind = Duration.ZERO;
    private boolean atEnd;
    private boolean atGap;
    private int failures;
    private int trims;

    ShardRun(ReaderContext reading, Lease lease, BiConsumer<ShardRun, RunEnd> whenOver) {
        this.reading = reading;
        this.lease = lease;
        this.whenOver = whenOver;
        this.reached = lease.checkpoint();
        this.durable = lease.checkpoint();
        this.proven = new ProvenTime(lease.provenAt());
        this.chain = new StepLoop(reading.dependencies().running(), this::step);
    }

    void start() {
        chain.wake();
    }

    Lease lease() {
        return lease;
    }

    boolean leaving() {
        return leaving;
    }

    /** Asks for a hand-over, which begins when the running step is done. */
    void leave() {
        leaving = true;
        chain.wake();
    }

    /** Says that another owner has the lease. */
    void lose() {
        lost = true;
        chain.wake();
    }

    /** Takes over what a renewal changed, and nothing else: a checkpoint may have been faster than the answer. */
    synchronized void renewed(Lease renewed) {
        lease = lease.renewed(renewed.counter());
    }

    private Duration step() {
        try {
            if (lost) {
                over(RunEnd.LOST);
            } else if (leaving) {
                handOver();
            } else if (!broken) {
                advance();
                failures = 0;
                return behind.isZero() || atGap || atEnd || trims > 0
                        ? reading.settings().pollEvery()
                        : Duration.ZERO;
            }
            return NEVER;
        } catch (Throwable failure) {
            return failed(failure);
        }
    }

    private void advance() {
        if (!saved(false)) { // What an earlier step could not save.
            return;
        }
        ShardBatch batch = pending != null ? pending : next();
        pending = batch;
        hand(batch);
        pending = null;
        saved(batch.ending() == Ending.SHARD_END);
    }

    private void hand(ShardBatch batch) {
        @Nullable String through = reading.story().take(batch);
        if (through != null) {
            durable = through;
        }
        reading.listener().processed(batch);
    }

    private ShardBatch next() {
        if (atEnd) {
            return empty(Ending.SHARD_END);
        }
        if (atGap) {
            return empty(Ending.NONE);
        }
        try {
            return readOn();
        } catch (RecordsTrimmed trimmed) {
            iterator = null;
            trims++;
            return trims < SURE_OF_A_GAP ? empty(Ending.NONE) : gap(trimmed);
        }
    }

    private ShardBatch readOn() {
        try {
            return read();
        } catch (IteratorExpired expired) {
            iterator = null;
            return read();
        }
    }

    private ShardBatch read() {
        String from = iterator != null ? iterator : reading.source().iterator(lease.shardId(), place());
        iterator = from;
        Instant asked = reading.dependencies().running().instant();
        ShardRead read = reading.source().read(from, reading.settings().batchSize());
        requireNothingRemoved();
        proven.took(read, asked);
        iterator = read.nextIterator();
        trims = 0;
        atEnd = read.nextIterator() == null;
        behind = read.behindLatest();
        if (!read.records().isEmpty()) {
            reached = read.records().get(read.records().size() - 1).sequence();
        }
        return new ShardBatch(lease, read.records(), behind, atEnd ? Ending.SHARD_END : Ending.NONE);
    }

    // Looked at after the read, since the stream may remove records until then.
    private void requireNothingRemoved() {
        Instant now = reading.dependencies().running().instant();
        if (proven.isOvertaken(reading.source().retention(), now)
                && (reached == null || !reading.source().holds(lease.shardId(), reached))) {
            throw new RecordsTrimmed("Retention may have removed records that were not read: all is read through "
                    + reached + " only, and " + reading.source().retention() + " have passed since");
        }
    }

    // A child is read from its beginning, wherever the reading of the first shards was told to start.
    private StartAt place() {
        if (reached != null) {
            return new StartAt.After(reached);
        }
        return lease.parents().isEmpty() ? reading.settings().startAt() : new StartAt.TrimHorizon();
    }

    private ShardBatch gap(RecordsTrimmed trimmed) {
        boolean accepted = reading.settings().acceptGap();
        reading.listener()
                .gap(new Gap(reading.stream(), lease.shardId(), String.valueOf(trimmed.getMessage()), accepted));
        if (accepted) {
            proven.forget();
            iterator = reading.source().iterator(lease.shardId(), new StartAt.TrimHorizon());
            return read();
        }
        atGap = true;
        return empty(Ending.NONE);
    }

    private ShardBatch empty(Ending ending) {
        return new ShardBatch(lease, List.of(), behind, ending);
    }

    /** Checkpoints what has become durable; false where the run is over thereby. */
    private boolean saved(boolean shardEnd) {
        if (lost) {
            return over(RunEnd.LOST);
        }
        boolean finished = shardEnd && (reached == null || reached.equals(durable));
        Lease proving = lease.proven(proven.durable(durable));
        if (!finished && (durable == null || durable.equals(lease.checkpoint()))) {
            prove(proving.provenAt());
            return true;
        }
        Optional<Lease> saved = reading.leases().checkpoint(proving, durable, finished);
        saved.ifPresent(this::checkpointed);
        if (saved.isEmpty()) {
            return over(RunEnd.LOST);
        }
        return !finished || over(RunEnd.FINISHED);
    }

    private synchronized void checkpointed(Lease saved) {
        lease = saved;
    }

    // The next renewal keeps it.
    private synchronized void prove(@Nullable Instant through) {
        lease = lease.proven(through);
    }

    // Called once: what the story cannot make durable now, the next owner reads again.
    private void handOver() {
        try {
            if (!broken) {
                hand(empty(Ending.HAND_OVER));
                saved(false);
            }
        } catch (Throwable failure) {
            failed(failure);
        }
        if (!lost) {
            release();
        }
    }

    private void release() {
        try {
            reading.leases().release(lease);
        } catch (RuntimeException failure) {
            failed(failure); // The lease expires instead.
        }
        over(RunEnd.HANDED_OVER);
    }

    private boolean over(RunEnd how) {
        chain.end();
        if (how == RunEnd.LOST) {
            lost = true;
            reading.story().lost(lease);
        }
        reading.listener().ended(lease, how);
        whenOver.accept(this, how);
        return false;
    }

    private Duration failed(Throwable failure) {
        FailureKind kind = reading.dependencies().kindOf().apply(failure);
        if (kind != FailureKind.TRANSIENT && kind != FailureKind.SETUP) {
            broken = true;
            reading.listener().bug(failure);
            return NEVER;
        }
        failures++;
        reading.listener().failed(new Failure(reading.stream(), lease.shardId(), kind, failures, failure));
        return reading.settings()
                .backoff()
                .after(failures, reading.dependencies().instance() + lease.shardId());
    }
}
