package io.orderlake.launcher.fleet;

import java.time.Duration;
import java.time.Instant;

/** When to restart a process that has ended: soon the first time, and later each time while it keeps ending early. */
final class RestartBackoff {

    private static final Duration MIN_WAIT = Duration.ofSeconds(1);
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private Duration pause = MIN_WAIT;
    private Instant due = Instant.MIN;

    /** Records an end and returns how long to wait from then on. */
    Duration ended(Instant now, Duration lived) {
        Duration wait = lived.compareTo(MAX_WAIT) > 0 ? MIN_WAIT : pause;
        Duration doubled = wait.multipliedBy(2);
        pause = doubled.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : doubled;
        due = now.plus(wait);
        return wait;
    }

    boolean isDue(Instant now) {
        return !now.isBefore(due);
    }
}
