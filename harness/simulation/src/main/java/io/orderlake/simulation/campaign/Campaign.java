package io.orderlake.simulation.campaign;

import io.orderlake.simulation.fault.Trace.Detail;
import io.orderlake.simulation.fleet.Parts;
import io.orderlake.simulation.history.HistoryPlan;
import io.orderlake.simulation.history.HistoryRun;
import io.orderlake.simulation.history.HistoryRun.Ended;
import io.orderlake.simulation.history.PlanGenerator;
import io.orderlake.simulation.kernel.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Runs the histories of a range of seeds, as many at a time as there are cores. */
public final class Campaign {

    private final Parts parts;
    private final int threads;
    private final int enoughFailures;

    /** @param enoughFailures so many failed histories end a campaign early */
    public Campaign(Parts parts, int threads, int enoughFailures) {
        this.parts = parts;
        this.threads = threads;
        this.enoughFailures = enoughFailures;
    }

    /**
     * Runs the seeds from the first to the last one, both included; ends early once enough have failed.
     *
     * @param progress called after each history, by any thread
     */
    public Results run(long first, long last, Consumer<Results> progress) {
        return run(first, last, PlanGenerator::of, progress);
    }

    /** Runs a history for each {@link Sweep crash} before and after each effect of each stage. */
    public Results sweep(Consumer<Results> progress) {
        return run(0, Sweep.size() - 1L, Sweep::plan, progress);
    }

    private Results run(long first, long last, LongFunction<HistoryPlan> plans, Consumer<Results> progress) {
        Results results = new Results();
        AtomicLong next = new AtomicLong(first);
        List<Thread> runners = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread runner = new Thread(() -> runFrom(next, last, plans, results, progress), "histories-" + i);
            runner.start();
            runners.add(runner);
        }
        runners.forEach(Campaign::join);
        return results;
    }

    private void runFrom(
            AtomicLong next, long last, LongFunction<HistoryPlan> plans, Results results, Consumer<Results> progress) {
        try (Workers workers = new Workers()) {
            for (long seed = next.getAndIncrement();
                    seed <= last && results.failures() < enoughFailures;
                    seed = next.getAndIncrement()) {
                results.add(seed, HistoryRun.run(plans.apply(seed), workers, parts, Detail.CHECKSUM));
                progress.accept(results);
            }
        }
    }

    /** Runs one plan and keeps its full trace. */
    public Ended replay(HistoryPlan plan) {
        try (Workers workers = new Workers()) {
            return HistoryRun.run(plan, workers, parts, Detail.LINES);
        }
    }

    /** The shortest history found with the same kind of difference. */
    public Ended shortest(Ended failed) {
        var kind = failed.differences().get(0).kind();
        try (Workers workers = new Workers()) {
            HistoryPlan shortest = new Shrinking(
                            plan -> HistoryRun.run(plan, workers, parts, Detail.CHECKSUM).differences().stream()
                                    .anyMatch(difference -> difference.kind() == kind))
                    .shortest(failed.plan());
            return HistoryRun.run(shortest, workers, parts, Detail.LINES);
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
