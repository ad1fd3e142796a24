package io.orderlake.launcher.fleet;

import io.orderlake.launcher.UserError;
import java.time.Duration;

/** Pauses the current thread between two checks of another process. */
public final class Sleep {

    private static final Duration POLL_EVERY = Duration.ofMillis(250);

    private Sleep() {}

    public static void untilNextPoll() {
        lasting(POLL_EVERY);
    }

    public static void lasting(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("Interrupted", e);
        }
    }
}
