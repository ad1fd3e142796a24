package io.orderlake.stream.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.Lease;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.health.ShardReadProgress.Trouble;
import io.orderlake.stream.read.ReaderListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Turns the events of the readers of a process into progress, metrics and log lines. */
public final class ProgressListener implements ReaderListener {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressListener.class);

    private final ReadProgress progress;
    private final ReaderMetrics metrics;
    private final InstantSource time;
    private final Consumer<Throwable> onBug;

    /** @param onBug stops the process */
    public ProgressListener(
            ReadProgress progress, MeterRegistry registry, InstantSource time, Consumer<Throwable> onBug) {
        this.progress = progress;
        this.metrics = new ReaderMetrics(registry, progress, time);
        this.time = time;
        this.onBug = onBug;
    }

    @Override
    public void started(Lease lease) {
        progress.update(name(lease), time.instant(), same -> same);
        metrics.started(lease, name(lease));
        LOG.atInfo()
                .addKeyValue("stream", lease.stream())
                .addKeyValue("shard", lease.shardId())
                .addKeyValue("epoch", lease.epoch())
                .addKeyValue("checkpoint", lease.checkpoint())
                .log("Reading a shard");
    }

    @Override
    public void processed(ShardBatch batch) {
        Lease lease = batch.lease();
        boolean moved = !batch.records().isEmpty() || batch.behindLatest().isZero();
        progress.update(
                name(lease), time.instant(), was -> moved ? was.moved(batch.behindLatest(), time.instant()) : was);
        metrics.processed(batch, name(lease));
        if (!batch.records().isEmpty()) {
            LOG.atDebug()
                    .addKeyValue("stream", lease.stream())
                    .addKeyValue("shard", lease.shardId())
                    .addKeyValue("records", batch.records().size())
                    .addKeyValue("behind", batch.behindLatest())
                    .log("Batch handled");
        }
    }

    @Override
    public void ended(Lease lease, RunEnd how) {
        progress.forget(name(lease));
        metrics.ended(name(lease));
        LOG.atInfo()
                .addKeyValue("stream", lease.stream())
                .addKeyValue("shard", lease.shardId())
                .addKeyValue("end", how)
                .log("No longer reading a shard");
    }

    @Override
    public void leasesHeld(String stream, int leasesHeld) {
        metrics.leasesHeld(stream, leasesHeld);
        progress.forget(stream);
    }

    @Override
    public void retention(String stream, Duration retention) {
        metrics.retention(stream, retention);
    }

    @Override
    public void failed(Failure failure) {
        String part = failure.shardId() == null ? failure.stream() : failure.stream() + "/" + failure.shardId();
        Trouble trouble = failure.kind() == FailureKind.SETUP ? Trouble.SETUP : Trouble.PASSING;
        progress.update(
                part,
                time.instant(),
                was -> was.troubled(trouble, "failed " + failure.attempt() + " times: " + failure.cause()));
        metrics.failed(failure.stream());
        // A lasting failure is logged at attempts 1, 2, 4, 8 and so on. The counter counts each.
        LOG.atLevel(Integer.bitCount(failure.attempt()) == 1 ? Level.WARN : Level.DEBUG)
                .addKeyValue("part", part)
                .addKeyValue("kind", failure.kind())
                .addKeyValue("attempt", failure.attempt())
                .addKeyValue("cause", failure.cause().toString())
                .log("Reading failed and is retried");
    }

    @Override
    public void gap(Gap gap) {
        String part = gap.stream() + "/" + gap.shardId();
        metrics.gap(gap.stream());
        if (!gap.accepted()) {
            progress.update(part, time.instant(), was -> was.troubled(Trouble.GAP, gap.why()));
        }
        LOG.atError()
                .addKeyValue("part", part)
                .addKeyValue("accepted", gap.accepted())
                .addKeyValue("why", gap.why())
                .log("Retention removed changes that were not read");
    }

    @Override
    public void bug(Throwable cause) {
        onBug.accept(cause);
    }

    private static String name(Lease lease) {
        return lease.stream() + "/" + lease.shardId();
    }
}
