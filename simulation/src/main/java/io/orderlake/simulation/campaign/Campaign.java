package io.orderlake.simulation.campaign;

import io.orderlake.simulation.fault.Trace.Detail;
import io.orderlake.simulation.fleet.Parts;
import io.orderlake.simulation.history.History;
import io.orderlake.simulation.history.History.Ended;
import io.orderlake.simulation.history.HistoryPlan;
import io.orderlake.simulation.history.Planning;
import io.orderlake.simulation.kernel.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Runs the histories of a range of seeds, as many at a time as there are cores. */
public final class Campaign {

    private static final int ENOUGH_FAILURES = 50;

    private final Parts parts;
    private final int threads;

    public Campaign(Parts parts, int threads) {
        this.parts = parts;
        this.threads = threads;
    }

    /**
     * Runs the seeds from the first to the last one, both included; ends early where several have failed.
     *
     * @param progress is told after each history, by any thread
     */
    public Results run(long first, long last, Consumer<Results> progress) {
        Results results = new Results();
        AtomicLong next = new AtomicLong(first);
        List<Thread> runners = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread runner = new Thread(() -> runFrom(next, last, results, progress), "histories-" + i);
            runner.start();
            runners.add(runner);
        }
        runners.forEach(Campaign::join);
        return results;
    }

    private void runFrom(AtomicLong next, long last, Results results, Consumer<Results> progress) {
        try (Workers workers = new Workers()) {
            for (long seed = next.getAndIncrement();
                    seed <= last && results.failed().size() < ENOUGH_FAILURES;
                    seed = next.getAndIncrement()) {
                results.add(seed, History.run(Planning.of(seed), workers, parts, Detail.CHECKSUM));
                progress.accept(results);
            }
        }
    }

    /** Runs one plan, with its trace in full. */
    public Ended replay(HistoryPlan plan) {
        try (Workers workers = new Workers()) {
            return History.run(plan, workers, parts, Detail.LINES);
        }
    }

    /** The shortest history found that fails as this one does. */
    public Ended shortest(Ended failed) {
        var kind = failed.differences().get(0).kind();
        try (Workers workers = new Workers()) {
            HistoryPlan shortest = new Shrinking(plan ->
                            History.run(plan, workers, parts, Detail.CHECKSUM).differences().stream()
                                    .anyMatch(difference -> difference.kind() == kind))
                    .shortest(failed.plan());
            return History.run(shortest, workers, parts, Detail.LINES);
        }
    }

    private static void join(Thread runner) {
        try {
            runner.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Cannot finish the campaign: it was interrupted", e);
        }
    }
}
