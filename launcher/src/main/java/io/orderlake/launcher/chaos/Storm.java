package io.orderlake.launcher.chaos;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.launcher.chaos.Schedule.Event;
import io.orderlake.launcher.fleet.Sleep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;

/** Lets the events of a schedule happen at their times, each on a thread of its own, for some take long. */
final class Storm {

    private static final Duration LAST_ACTS = Duration.ofMinutes(3);

    private final Stage stage;
    private final Load load;
    private final ConsoleProgress progress;

    Storm(Stage stage, Load load, ConsoleProgress progress) {
        this.stage = stage;
        this.load = load;
        this.progress = progress;
    }

    /** Returns when every act is over. */
    void rage(List<Event> events) {
        ExecutorService acts = Executors.newCachedThreadPool(Storm::daemon);
        Thread upkeep = daemon(this::keepUp);
        upkeep.start();
        try {
            Instant begun = Instant.now();
            for (int i = 0; i < events.size(); i++) {
                await(begun.plus(events.get(i).at()), i + 1 + " of " + events.size() + " events");
                Act act = events.get(i).act();
                acts.execute(() -> happen(act));
            }
            acts.shutdown();
            if (!acts.awaitTermination(LAST_ACTS.toSeconds(), TimeUnit.SECONDS)) {
                throw new UserError("The last faults are not over after " + LAST_ACTS.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("Interrupted", e);
        } finally {
            acts.shutdownNow();
            upkeep.interrupt();
        }
    }

    private void await(Instant time, String what) {
        for (Instant now = Instant.now(); now.isBefore(time); now = Instant.now()) {
            Tally tally = stage.tally();
            progress.live(what + ", " + tally.count(Report.KILL) + " kills, " + tally.sum() + " faults of all kinds");
            Duration left = Duration.between(now, time);
            Sleep.lasting(left.toSeconds() >= 1 ? Duration.ofSeconds(1) : left);
        }
    }

    /** An act may itself be hit by a fault; what it did is not counted then. */
    private void happen(Act act) {
        try {
            act.happen(stage);
        } catch (SdkException | UserError e) {
            stage.tally().add("not done");
            progress.line(act + " was not done: " + e.getMessage());
        }
    }

    private void keepUp() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                load.keepUp();
                stage.instances().watch();
                Sleep.lasting(Duration.ofSeconds(1));
            }
        } catch (UserError stopped) {
            // The storm is over, or the fleet is being stopped.
            return;
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "storm");
        thread.setDaemon(true);
        return thread;
    }
}
