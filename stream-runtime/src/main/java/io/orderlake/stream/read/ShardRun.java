package io.orderlake.stream.read;

import io.orderlake.stream.FailureKind;
import io.orderlake.stream.Lease;
import io.orderlake.stream.RecordsTrimmed;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.ShardBatch.Ending;
import io.orderlake.stream.StreamRecord;
import io.orderlake.stream.read.ReaderListener.Failure;
import io.orderlake.stream.read.ReaderListener.Gap;
import io.orderlake.stream.read.ReaderListener.RunEnd;
import io.orderlake.stream.read.ShardCursor.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one shard under one lease: passes what a {@link ShardCursor} reads to the processor, and checkpoints what the
 * processor returns as durable.
 *
 * <pre>
 *  reading --------------> waiting at a gap (the processor receives empty batches)
 *   |  |  \--------------> draining: the shard is read to its end, not all of it is durable
 *   |  |                     |
 *   |  \-- leave() --> HANDED_OVER   |--> FINISHED
 *   \-- lease gone --> LOST
 * </pre>
 *
 * What is read and what is durable differ: the processor may buffer records, so the checkpoint follows the reading. The next
 * run starts behind the checkpoint.
 */
final class ShardRun {

    private static final Duration NEVER = Duration.ofDays(1);

    private final ReaderContext context;
    private final BiConsumer<ShardRun, RunEnd> whenOver;
    private final StepLoop steps;

    // Changed by the keeper's thread as well.
    private volatile Lease lease;
    private volatile boolean leaving;
    private volatile boolean lost;
    private volatile boolean broken;

    // Used by the steps alone.
    private final ShardCursor cursor;
    private final ProvenTime proven;
    private @Nullable String durable;
    private @Nullable ShardBatch pending;
    private int failures;

    ShardRun(ReaderContext context, Lease lease, BiConsumer<ShardRun, RunEnd> whenOver) {
        this.context = context;
        this.lease = lease;
        this.whenOver = whenOver;
        this.cursor =
                ShardCursor.resume(context.source(), lease, context.settings().startAt());
        this.proven = new ProvenTime(lease.provenAt());
        this.durable = lease.checkpoint();
        this.steps = new StepLoop(context.dependencies().running(), this::step);
    }

    void start() {
        steps.wake();
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
        steps.wake();
    }

    /** Ends the run, because another owner has the lease. */
    void lose() {
        lost = true;
        steps.wake();
    }

    /** Takes over the new counter and nothing else: a checkpoint may have been saved since the renewal was sent. */
    synchronized void renewed(Lease renewed) {
        lease = lease.renewed(renewed.counter());
    }

    private Duration step() {
        try {
            if (lost) {
                end(RunEnd.LOST);
            } else if (leaving) {
                handOver();
            } else if (!broken) {
                advance();
                failures = 0;
                return cursor.hasMore() ? Duration.ZERO : context.settings().pollEvery();
            }
            return NEVER;
        } catch (Throwable failure) {
            return failed(failure);
        }
    }

    private void advance() {
        if (!checkpoint(false)) { // What an earlier step could not save.
            return;
        }
        ShardBatch batch = pending != null ? pending : next();
        pending = batch;
        process(batch);
        pending = null;
        checkpoint(batch.ending() == Ending.SHARD_END);
    }

    private void process(ShardBatch batch) {
        @Nullable String through = context.processor().take(batch);
        if (through != null) {
            durable = through;
        }
        context.listener().processed(batch);
    }

    private ShardBatch next() {
        List<StreamRecord> records;
        try {
            // A gap is still there if reporting it failed the last time.
            records = cursor.state() == State.AT_GAP && context.settings().acceptGap() ? skipGap() : read();
        } catch (RecordsTrimmed gap) {
            records = reportGap(gap) ? skipGap() : List.of();
        }
        proven.read(records, cursor.readThrough());
        return batch(records, cursor.state() == State.ENDED ? Ending.SHARD_END : Ending.NONE);
    }

    private List<StreamRecord> read() {
        return cursor.read(
                context.settings().batchSize(), context.dependencies().running());
    }

    private boolean reportGap(RecordsTrimmed gap) {
        boolean accepted = context.settings().acceptGap();
        context.listener().gap(new Gap(context.stream(), lease.shardId(), String.valueOf(gap.getMessage()), accepted));
        return accepted;
    }

    private List<StreamRecord> skipGap() {
        cursor.skipGap();
        proven.forget();
        return read();
    }

    private ShardBatch batch(List<StreamRecord> records, Ending ending) {
        return new ShardBatch(lease, records, cursor.behind(), ending);
    }

    /** Saves what has become durable; false where the run has ended. */
    private boolean checkpoint(boolean shardEnd) {
        if (lost) {
            return end(RunEnd.LOST);
        }
        String read = cursor.lastSequence();
        boolean finished = shardEnd && (read == null || read.equals(durable));
        Lease proving = lease.proven(proven.durable(durable));
        if (!finished && (durable == null || durable.equals(lease.checkpoint()))) {
            prove(proving.provenAt());
            return true;
        }
        Optional<Lease> saved = context.leases().checkpoint(proving, durable, finished);
        saved.ifPresent(this::checkpointed);
        if (saved.isEmpty()) {
            return end(RunEnd.LOST);
        }
        return !finished || end(RunEnd.FINISHED);
    }

    private synchronized void checkpointed(Lease saved) {
        lease = saved;
    }

    // The next renewal saves it.
    private synchronized void prove(@Nullable Instant through) {
        lease = lease.proven(through);
    }

    // The processor is called once. What it cannot make durable now, the next owner reads again.
    private void handOver() {
        try {
            if (!broken) {
                process(batch(List.of(), Ending.HAND_OVER));
                checkpoint(false);
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
            context.leases().release(lease);
        } catch (RuntimeException failure) {
            failed(failure); // The lease expires instead.
        }
        end(RunEnd.HANDED_OVER);
    }

    private boolean end(RunEnd how) {
        steps.end();
        if (how == RunEnd.LOST) {
            lost = true;
            context.processor().lost(lease);
        }
        context.listener().ended(lease, how);
        whenOver.accept(this, how);
        return false;
    }

    private Duration failed(Throwable failure) {
        FailureKind kind = context.dependencies().kindOf().apply(failure);
        if (kind != FailureKind.TRANSIENT && kind != FailureKind.SETUP) {
            broken = true;
            context.listener().bug(failure);
            return NEVER;
        }
        failures++;
        context.listener().failed(new Failure(context.stream(), lease.shardId(), kind, failures, failure));
        return context.settings()
                .backoff()
                .after(failures, context.dependencies().instance() + lease.shardId());
    }
}
