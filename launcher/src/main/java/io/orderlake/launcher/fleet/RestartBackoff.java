package io.orderlake.launcher.fleet;

import java.time.Duration;
import java.time.Instant;

/** When a process that has ended is to be started again: soon at first, and ever later while it keeps ending early. Pure. */
final class RestartBackoff {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private Duration pause = SHORTEST;
    private Instant due = Instant.MIN;

    /** Notes an end; how long to wait from then on. */
    Duration ended(Instant now, Duration lived) {
        Duration wait = lived.compareTo(LONGEST) > 0 ? SHORTEST : pause;
        Duration doubled = wait.multipliedBy(2);
        pause = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        due = now.plus(wait);
        return wait;
    }

    boolean isDue(Instant now) {
        return !now.isBefore(due);
    }
}
