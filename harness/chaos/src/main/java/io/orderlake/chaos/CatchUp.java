package io.orderlake.chaos;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.Fleet;
import io.orderlake.launcher.fleet.Metrics;
import io.orderlake.launcher.fleet.Sleep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The time after the faults, in which the fleet catches up. */
final class CatchUp {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(1);

    /** Together longer than the lake writer buffers rows. */
    private static final int QUIET_CHECKS = 4;

    private final Fleet fleet;
    private final ConsoleProgress progress;

    CatchUp(Fleet fleet, ConsoleProgress progress) {
        this.fleet = fleet;
        this.progress = progress;
    }

    /** Returns when no service was behind its input, and none published anything, in several checks in a row. */
    void await() {
        Instant deadline = Instant.now().plus(LIMIT);
        double before = -1;
        for (int quiet = 0; quiet < QUIET_CHECKS; ) {
            if (Instant.now().isAfter(deadline)) {
                throw new UserError("The fleet has not caught up after " + LIMIT.toSeconds() + " s");
            }
            Sleep.lasting(CHECK_EVERY);
            List<Metrics> metrics = fleet.processes().stream()
                    .map(process -> Metrics.of(process.managementPort()))
                    .toList();
            double lag = metrics.stream()
                    .mapToDouble(
                            one -> one.max("orderlake_lag_milliseconds", "").orElse(0))
                    .max()
                    .orElse(0);
            double passed = metrics.stream().mapToDouble(CatchUp::passedOn).sum();
            quiet = lag == 0 && passed == before ? quiet + 1 : 0;
            before = passed;
            progress.live("Catching up: " + Math.round(lag) + " ms behind");
        }
    }

    /** Changes and records that a service has published, landed or rejected. */
    private static double passedOn(Metrics metrics) {
        return metrics.sum("orderlake_records_published_total", "")
                + metrics.sum("orderlake_changes_out_total", "")
                + metrics.sum("orderlake_changes_rejected_total", "");
    }
}
