package io.orderlake.stream;

import java.time.Duration;

/** Exponential backoff with jitter. The jitter is derived from the name of the caller: a fleet spreads its retries, and a test is repeatable. */
public record Backoff(Duration from, Duration upTo) {

    private static final int MAX_DOUBLINGS = 30;

    /** Between half of the doubled delay and the whole of it, never above the upper bound. */
    public Duration after(int failures, String who) {
        long doubled = from.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
        long bounded = Math.min(doubled, upTo.toMillis());
        long spread = Math.floorMod((who + failures).hashCode() * 31L, bounded / 2 + 1);
        return Duration.ofMillis(bounded - spread);
    }
}
