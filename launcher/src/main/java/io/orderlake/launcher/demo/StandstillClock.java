package io.orderlake.launcher.demo;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Notices that the progress of a demo has not changed for a minute. */
final class StandstillClock {

    static final Duration LIMIT = Duration.ofSeconds(60);

    private @Nullable Object last;
    private Instant changed = Instant.now();

    /** Takes the current progress; returns whether it has been the same for longer than the limit. */
    boolean isStandstill(Object progress) {
        if (!progress.equals(last)) {
            last = progress;
            changed = Instant.now();
        }
        return Duration.between(changed, Instant.now()).compareTo(LIMIT) > 0;
    }
}
