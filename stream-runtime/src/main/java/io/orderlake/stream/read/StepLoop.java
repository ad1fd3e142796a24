package io.orderlake.stream.read;

import java.time.Duration;
import java.util.function.Supplier;

/** Repeats a step. Steps never overlap, and each returns how long to wait before the next one. */
final class StepLoop {

    private final Scheduler scheduler;
    private final Supplier<Duration> step;
    private long turn;
    private boolean busy;
    private boolean woken;
    private boolean ended;

    /** @param step must not throw */
    StepLoop(Scheduler scheduler, Supplier<Duration> step) {
        this.scheduler = scheduler;
        this.step = step;
    }

    /** Brings the next step forward to now, or to right after the running one. */
    synchronized void wake() {
        if (busy) {
            woken = true;
        } else if (!ended) {
            next(Duration.ZERO);
        }
    }

    /** No step begins after this. */
    synchronized void end() {
        ended = true;
    }

    private void run(long mine) {
        if (begins(mine)) {
            goOn(step.get());
        }
    }

    // A step that was brought forward is still scheduled for its old time, too. The number of the turn
    // distinguishes the two.
    private synchronized boolean begins(long mine) {
        if (ended || busy || mine != turn) {
            return false;
        }
        busy = true;
        woken = false;
        return true;
    }

    private synchronized void goOn(Duration delay) {
        busy = false;
        if (!ended) {
            next(woken ? Duration.ZERO : delay);
        }
    }

    private void next(Duration delay) {
        long mine = ++turn;
        scheduler.schedule(delay, () -> run(mine));
    }
}
