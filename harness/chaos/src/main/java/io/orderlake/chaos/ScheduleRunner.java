package io.orderlake.chaos;

import io.orderlake.chaos.Schedule.Event;
import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.Sleep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;

/** Runs the events of a schedule at their times, each on a thread of its own, because some take long. */
final class ScheduleRunner {

    private static final Duration LAST_ACTS = Duration.ofMinutes(3);

    private final ActionTargets targets;
    private final GeneratorLoad load;
    private final ConsoleProgress progress;

    ScheduleRunner(ActionTargets targets, GeneratorLoad load, ConsoleProgress progress) {
        this.targets = targets;
        this.load = load;
        this.progress = progress;
    }

    /** Returns when all actions are over. */
    void run(List<Event> events) {
        ExecutorService actions = Executors.newCachedThreadPool(ScheduleRunner::daemon);
        Thread upkeep = daemon(this::keepUp);
        upkeep.start();
        try {
            Instant begun = Instant.now();
            for (int i = 0; i < events.size(); i++) {
                await(begun.plus(events.get(i).at()), i + 1 + " of " + events.size() + " events");
                Action action = events.get(i).action();
                actions.execute(() -> perform(action));
            }
            actions.shutdown();
            if (!actions.awaitTermination(LAST_ACTS.toSeconds(), TimeUnit.SECONDS)) {
                throw new UserError("The last faults are not over after " + LAST_ACTS.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("Interrupted", e);
        } finally {
            actions.shutdownNow();
            upkeep.interrupt();
        }
    }

    private void await(Instant time, String what) {
        for (Instant now = Instant.now(); now.isBefore(time); now = Instant.now()) {
            EventCounts counts = targets.counts();
            progress.live(what + ", " + counts.count(Report.KILL) + " kills, " + counts.sum() + " faults of all kinds");
            Duration left = Duration.between(now, time);
            Sleep.lasting(left.toSeconds() >= 1 ? Duration.ofSeconds(1) : left);
        }
    }

    /** A fault may hit the action itself; then the action is not counted. */
    private void perform(Action action) {
        try {
            action.perform(targets);
        } catch (SdkException | UserError e) {
            targets.counts().add("not done");
            progress.line(action + " was not done: " + e.getMessage());
        }
    }

    private void keepUp() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                load.keepUp();
                targets.instances().restartEnded();
                Sleep.lasting(Duration.ofSeconds(1));
            }
        } catch (UserError stopped) {
            // The schedule is over, or the fleet is being stopped.
            return;
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "chaos");
        thread.setDaemon(true);
        return thread;
    }
}
