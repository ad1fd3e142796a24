package io.orderlake.chaos;

import io.orderlake.launcher.Progress;
import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.Fleet;
import io.orderlake.launcher.fleet.Metrics;
import io.orderlake.launcher.fleet.Pause;
import io.orderlake.launcher.fleet.ServiceProcess;
import java.time.Duration;
import java.time.Instant;

/** The time after the faults, in which the fleet catches up. */
final class CatchUp {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Longer than the lake writer holds rows back. */
    private static final int QUIET_LOOKS = 4;

    private final Fleet fleet;
    private final Progress progress;

    CatchUp(Fleet fleet, Progress progress) {
        this.fleet = fleet;
        this.progress = progress;
    }

    /** Returns when no service has been behind its input, or has passed anything on, for some looks in a row. */
    void await() {
        Instant deadline = Instant.now().plus(LIMIT);
        double before = -1;
        for (int quiet = 0; quiet < QUIET_LOOKS; ) {
            if (Instant.now().isAfter(deadline)) {
                throw new UserError("The fleet has not caught up after " + LIMIT.toSeconds() + " s");
            }
            Pause.lasting(LOOK);
            double lag = 0;
            double passed = 0;
            for (ServiceProcess process : fleet.processes()) {
                Metrics metrics = Metrics.of(process.managementPort());
                lag = Math.max(
                        lag, metrics.max("orderlake_lag_milliseconds", "").orElse(0));
                passed += metrics.sum("orderlake_records_published_total", "")
                        + metrics.sum("orderlake_changes_out_total", "")
                        + metrics.sum("orderlake_changes_rejected_total", "");
            }
            quiet = lag == 0 && passed == before ? quiet + 1 : 0;
            before = passed;
            progress.live("Catching up: " + Math.round(lag) + " ms behind");
        }
    }
}
