package io.orderlake.launcher.fleet;

import io.orderlake.launcher.UserError;
import java.time.Duration;

/** Waits between two looks at another process. */
public final class Pause {

    private static final Duration SHORT = Duration.ofMillis(250);

    private Pause() {}

    public static void shortly() {
        lasting(SHORT);
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
