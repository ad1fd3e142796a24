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

/** Calls {@link FollowLedger} repeatedly on its own thread, so that landing never waits for bronze. */
public final class BronzeFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BronzeFollower.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

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

    @SuppressWarnings("FutureReturnValueIgnored") // round() catches every exception
    public void start() {
        thread.scheduleWithFixedDelay(this::round, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void round() {
        try {
            follow.commitNewClaims();
        } catch (RuntimeException | LinkageError e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("Cannot follow the ledger for bronze; will retry");
        }
    }

    /** Waits for the running step, for a limited time. */
    @Override
    public void close() throws IOException {
        follow.stop();
        thread.shutdown();
        if (ended(thread)) {
            release();
        } else {
            // If the running step still commits, the commit of the next owner conflicts with it and is repeated.
            thread.shutdownNow();
        }
        catalog.close();
    }

    private void release() {
        try {
            follow.release();
        } catch (RuntimeException e) {
            LOG.atDebug()
                    .addKeyValue("cause", e.toString())
                    .log("Cannot release the leases of bronze; they will expire");
        }
    }

    private static boolean ended(ExecutorService thread) {
        try {
            return thread.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
