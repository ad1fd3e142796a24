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
 * Silver and gold as a part of a fleet. Nothing depends on it: where it cannot run, a lasting fleet says so and goes on without, and
 * where it ends, it is started again. A demo is about it, too, so there it is an error.
 */
final class LakehouseSupervisor {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final FleetPlan plan;
    private final Duration every;
    private final ConsoleProgress progress;
    private final RestartBackoff restarts = new RestartBackoff();
    private Map<String, String> catalog = Map.of();
    private @Nullable LakehouseProcess process;
    private boolean told;
    private boolean closed;

    LakehouseSupervisor(FleetPlan plan, Duration every, ConsoleProgress progress) {
        this.plan = plan;
        this.every = every;
        this.progress = progress;
    }

    /**
     * Starts it; in a lasting fleet returns when it stands, or cannot.
     *
     * @param icebergCatalog as Iceberg names its properties
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
                throw new UserError(e.getMessage() + "\nWith --no-silver a demo does without.", e);
            }
            progress.line(e.getMessage() + "\nThe fleet goes on without silver and gold.");
        }
    }

    private synchronized void launch() {
        if (!closed) {
            process = LakehouseProcess.start(LakehouseApp.of(plan.home()), plan, every, catalog);
            told = false;
        }
    }

    private void awaitStarted() {
        LakehouseProcess started = process;
        while (started != null && !started.started()) {
            requireAlive(started);
            if (started.age().compareTo(START_LIMIT) > 0) {
                progress.line(
                        "Spark has not started after " + START_LIMIT.toSeconds() + " s; see its log " + started.log());
                return;
            }
            progress.live("Waiting for Spark … " + started.age().toSeconds() + " s");
            Sleep.untilNextPoll();
        }
        progress.line("Silver and gold follow every " + every.toSeconds() + " s");
    }

    private static void requireAlive(LakehouseProcess process) {
        if (!process.alive()) {
            throw new UserError(
                    LakehouseProcess.NAME + " ended; its log " + process.log() + " ends with\n" + process.logTail());
        }
    }

    /** Starts it again where it has ended and the time has come; whether it did. */
    synchronized boolean revived() {
        LakehouseProcess last = process;
        if (closed || last == null || last.alive()) {
            return false;
        }
        if (!told) {
            told = true;
            Duration wait = restarts.ended(Instant.now(), last.age());
            progress.line(LakehouseProcess.NAME + " ended; it starts again in " + wait.toSeconds() + " s. Its log "
                    + last.log() + " ends with\n" + last.logTail());
        }
        if (!restarts.isDue(Instant.now())) {
            return false;
        }
        try {
            launch();
            return true;
        } catch (UserError e) {
            restarts.ended(Instant.now(), Duration.ZERO);
            progress.line(String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** Its process. */
    synchronized LakehouseProcess process() {
        LakehouseProcess running = process;
        if (running == null) {
            throw new UserError(LakehouseProcess.NAME + " does not run");
        }
        return running;
    }

    synchronized Optional<Member> member() {
        return Optional.ofNullable(process).map(LakehouseProcess::member);
    }

    /** Asks it to end, for good; returns at once. A commit that it does not finish did not happen. */
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
