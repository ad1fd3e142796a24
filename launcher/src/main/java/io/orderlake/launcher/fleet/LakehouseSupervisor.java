package io.orderlake.launcher.fleet;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.FleetPlan.Lifespan;
import io.orderlake.launcher.fleet.FleetState.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs the process that builds silver and gold, and restarts it when it ends. No other process depends on it: a lasting fleet
 * that cannot start it prints why and runs without silver and gold. In a demo that is an error.
 */
final class LakehouseSupervisor {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final FleetPlan plan;
    private final Duration every;
    private final ConsoleProgress progress;
    private final RestartBackoff restarts = new RestartBackoff();
    private Map<String, String> catalog = Map.of();
    private @Nullable LakehouseProcess process;
    private boolean endReported;
    private boolean closed;

    LakehouseSupervisor(FleetPlan plan, Duration every, ConsoleProgress progress) {
        this.plan = plan;
        this.every = every;
        this.progress = progress;
    }

    /**
     * Starts the process. In a lasting fleet this returns when Spark has started or has failed to.
     *
     * @param icebergCatalog the properties of the catalog, with Iceberg's names
     */
    void start(Map<String, String> icebergCatalog) {
        catalog = icebergCatalog;
        try {
            launch();
            if (plan.lifespan() == Lifespan.LASTING) {
                awaitStarted();
            }
        } catch (UserError e) {
            if (plan.lifespan() == Lifespan.ONCE) {
                throw new UserError(e.getMessage() + "\nRun the demo without silver and gold: --no-silver", e);
            }
            progress.line(e.getMessage() + "\nThe fleet runs without silver and gold.");
        }
    }

    private synchronized void launch() {
        if (!closed) {
            process = LakehouseProcess.start(LakehouseApp.of(plan.home()), plan, every, catalog);
            endReported = false;
        }
    }

    private void awaitStarted() {
        LakehouseProcess started = process;
        while (started != null && !started.started()) {
            requireAlive(started);
            if (started.age().compareTo(START_LIMIT) > 0) {
                progress.line(
                        "Spark has not started after " + START_LIMIT.toSeconds() + " s; its log is " + started.log());
                return;
            }
            progress.live("Waiting for Spark … " + started.age().toSeconds() + " s");
            Sleep.untilNextPoll();
        }
        progress.line("Silver and gold are updated every " + every.toSeconds() + " s");
    }

    private static void requireAlive(LakehouseProcess process) {
        if (!process.alive()) {
            throw new UserError(
                    LakehouseProcess.NAME + " ended; its log " + process.log() + " ends with\n" + process.logTail());
        }
    }

    /** Restarts the process if it has ended and its waiting time is over. Returns whether it was restarted. */
    synchronized boolean restartIfDue() {
        LakehouseProcess last = process;
        if (closed || last == null || last.alive()) {
            return false;
        }
        if (!endReported) {
            endReported = true;
            reportEnd(last);
        }
        return restarts.isDue(Instant.now()) && relaunched();
    }

    private void reportEnd(LakehouseProcess last) {
        Duration wait = restarts.ended(Instant.now(), last.age());
        progress.line(LakehouseProcess.NAME + " ended; it restarts in " + wait.toSeconds() + " s. Its log " + last.log()
                + " ends with\n" + last.logTail());
    }

    private boolean relaunched() {
        try {
            launch();
            return true;
        } catch (UserError e) {
            restarts.ended(Instant.now(), Duration.ZERO);
            progress.line(String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** The running process; an error if there is none. */
    synchronized LakehouseProcess process() {
        LakehouseProcess running = process;
        if (running == null) {
            throw new UserError(LakehouseProcess.NAME + " is not running");
        }
        return running;
    }

    synchronized Optional<Member> member() {
        return Optional.ofNullable(process).map(LakehouseProcess::member);
    }

    /** Terminates the process for good and returns immediately. A commit that it does not finish has no effect. */
    synchronized void terminate() {
        closed = true;
        if (process != null) {
            process.terminate();
        }
    }

    synchronized void awaitEnd(Duration limit) {
        if (process != null) {
            process.awaitEnd(limit);
        }
    }
}
