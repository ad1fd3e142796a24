package io.orderlake.orderwriter.generator;

import java.util.concurrent.TimeUnit;

/** When the next write is due. Who falls behind catches up, but never more than a second's worth. */
final class Pace {

    private static final double LONGEST_DEBT = TimeUnit.SECONDS.toNanos(1);

    private final double intervalNanos;
    private double due;

    /**
     * The first write is due at once.
     *
     * @param interval seconds between two writes; 0 is no pace at all
     */
    Pace(double interval, long nowNanos) {
        this.intervalNanos = interval * TimeUnit.SECONDS.toNanos(1);
        this.due = nowNanos;
    }

    /** How long to wait from now for the next write; to be called once for each. */
    long nanosToNext(long nowNanos) {
        if (intervalNanos == 0) {
            return 0;
        }
        due = Math.max(due, nowNanos - LONGEST_DEBT);
        long wait = (long) Math.max(0, due - nowNanos);
        due += intervalNanos;
        return wait;
    }
}
