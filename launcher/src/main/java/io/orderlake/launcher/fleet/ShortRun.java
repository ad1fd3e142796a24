package io.orderlake.launcher.fleet;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.launcher.lake.FolderCleanup;
import java.time.Duration;
import java.util.function.Function;

/** A fleet on fresh state that is always stopped and removed: after the work, after a failure, and on Ctrl-C. */
public final class ShortRun {

    private static final Duration INTERRUPTED_LIMIT = Duration.ofSeconds(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

    private final FleetPlan plan;
    private final boolean keep;
    private final ConsoleProgress progress;
    private volatile boolean ended;

    /** @param keep whether state and logs are kept */
    public ShortRun(FleetPlan plan, boolean keep, ConsoleProgress progress) {
        this.plan = plan;
        this.keep = keep;
        this.progress = progress;
    }

    /** Starts the fleet, does the work, stops the fleet. */
    public <T> T with(Function<Fleet, T> work) {
        Fleet fleet = new Fleet(plan, progress);
        AbandonedRuns.remove(plan.folder());
        // Runs on Ctrl-C and SIGTERM. The state is discarded, so the services need no time to finish.
        Thread interrupted = new Thread(() -> end(fleet, INTERRUPTED_LIMIT), "stop-run");
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            fleet.start();
            return work.apply(fleet);
        } catch (UserError e) {
            // After an interrupt, calls fail only because the fleet is being stopped.
            throw ended ? new UserError("Interrupted", e) : e;
        } finally {
            progress.line("Stopping");
            end(fleet, STOP_LIMIT);
        }
    }

    private synchronized void end(Fleet fleet, Duration limit) {
        if (ended) {
            return;
        }
        ended = true;
        fleet.close(limit);
        if (!keep) {
            FolderCleanup.delete(plan.folder());
        }
    }
}
