package io.orderlake.lakewriter.bronze;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls {@link FollowLedger} again and again, on a thread of its own: bronze never waits on the way of a record. */
public final class BronzeFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BronzeFollower.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FollowLedger follow;
    private final Duration every;
    private final Closeable catalog;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(step -> new Thread(step, "bronze"));

    public BronzeFollower(FollowLedger follow, Duration every, Closeable catalog) {
        this.follow = follow;
        this.every = every;
        this.catalog = catalog;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the step catches what it throws
    public void start() {
        thread.scheduleWithFixedDelay(this::round, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void round() {
        try {
            follow.commitWhatIsNew();
        } catch (RuntimeException | LinkageError e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("Cannot follow the ledger for bronze; tried again");
        }
    }

    /** Lets the step that runs come to its end, for a while. */
    @Override
    public void close() throws IOException {
        follow.stop();
        thread.shutdown();
        if (ended(thread)) {
            release();
        } else {
            // Whoever takes over is told apart from this one at its commit.
            thread.shutdownNow();
        }
        catalog.close();
    }

    private void release() {
        try {
            follow.release();
        } catch (RuntimeException e) {
            LOG.atDebug().addKeyValue("cause", e.toString()).log("The leases of bronze expire by themselves");
        }
    }

    private static boolean ended(ExecutorService thread) {
        try {
            return thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
