package io.orderlake.stream.read;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A scheduler over a thread pool, which the caller creates and shuts down. Steps block, so the pool limits how many run at a time. */
public final class PoolScheduler implements Scheduler {

    private final ScheduledExecutorService pool;
    private final InstantSource time;

    public PoolScheduler(ScheduledExecutorService pool, InstantSource time) {
        this.pool = pool;
        this.time = time;
    }

    @Override
    public Instant instant() {
        return time.instant();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // steps catch what they throw
    public void schedule(Duration delay, Runnable step) {
        try {
            pool.schedule(step, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException ended) {
            if (!pool.isShutdown()) {
                throw ended;
            }
        }
    }
}
