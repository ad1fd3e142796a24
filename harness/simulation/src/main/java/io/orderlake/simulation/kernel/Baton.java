package io.orderlake.simulation.kernel;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The right to run, which one thread gives to another. Each waiting thread has a baton of its own. */
final class Baton {

    /** Only a thread that really blocks, for instance on a lock, keeps the baton that long. */
    private static final long STUCK_NANOS = Duration.ofSeconds(60).toNanos();

    private final Thread owner = Thread.currentThread();
    private volatile boolean given;

    void give() {
        given = true;
        LockSupport.unpark(owner);
    }

    void await() {
        while (!given) {
            LockSupport.park(this);
        }
        given = false;
    }

    /** @throws IllegalStateException if no thread gives the baton back */
    void awaitOrFail() {
        long until = System.nanoTime() + STUCK_NANOS;
        while (!given) {
            LockSupport.parkNanos(this, STUCK_NANOS);
            if (!given && System.nanoTime() > until) {
                throw new IllegalStateException("Cannot go on: a simulated step blocks its thread");
            }
        }
        given = false;
    }
}
