package io.orderlake.stream.binder;

import io.orderlake.stream.read.PoolScheduler;
import io.orderlake.stream.read.Scheduler;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a service's shard readers. Leases are renewed on separate threads, so that no processor can delay a renewal. */
public final class ReaderThreads implements AutoCloseable {

    private static final int KEEPING_THREADS = 2;

    private final ScheduledExecutorService keeping;
    private final ScheduledExecutorService running;
    private final InstantSource time;

    public ReaderThreads(int runningThreads, InstantSource time) {
        this.keeping = Executors.newScheduledThreadPool(KEEPING_THREADS, named("leases-"));
        this.running = Executors.newScheduledThreadPool(runningThreads, named("shards-"));
        this.time = time;
    }

    public Scheduler keeping() {
        return new PoolScheduler(keeping, time);
    }

    public Scheduler running() {
        return new PoolScheduler(running, time);
    }

    /** Interrupts steps that still run. Stop the readers first. */
    @Override
    public void close() {
        running.shutdownNow();
        keeping.shutdownNow();
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger made = new AtomicInteger();
        return step -> new Thread(step, prefix + made.incrementAndGet());
    }
}
