package io.orderlake.orderwriter.generator;

import java.util.concurrent.TimeUnit;

/** When the next write is due. A planner that falls behind catches up, but by at most one second. */
final class Pace {

    private static final double MAX_DEBT = TimeUnit.SECONDS.toNanos(1);

    private final double intervalNanos;
    private double due;

    /**
     * The first write is due at once.
     *
     * @param interval seconds between two writes; 0 is without limit
     */
    Pace(double interval, long nowNanos) {
        this.intervalNanos = interval * TimeUnit.SECONDS.toNanos(1);
        this.due = nowNanos;
    }

    /** How long to wait for the next write; to be called once for each write. */
    long nanosToNext(long nowNanos) {
        if (intervalNanos == 0) {
            return 0;
        }
        due = Math.max(due, nowNanos - MAX_DEBT);
        long wait = (long) Math.max(0, due - nowNanos);
        due += intervalNanos;
        return wait;
    }
}
