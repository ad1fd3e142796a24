package io.orderlake.simulation.kernel;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The right to run, as one thread gives it to another. Belongs to the thread that waits for it. */
final class Baton {

    /** Only a thread that blocks for real, on a lock for instance, holds the baton that long. */
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

    /** @throws IllegalStateException where nobody gives the baton back */
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
