package io.orderlake.simulation.campaign;

import io.orderlake.simulation.fault.PlannedFault;
import io.orderlake.simulation.fleet.FleetSettings;
import io.orderlake.simulation.history.HistoryPlan;
import io.orderlake.simulation.history.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Shortens a failing plan step by step, as long as it still fails. Equal plans are shortened equally. */
public final class Shrinking {

    private static final int MAX_RUNS = 600;

    private final Predicate<HistoryPlan> fails;
    private int runs;

    /** @param fails whether a plan still fails */
    public Shrinking(Predicate<HistoryPlan> fails) {
        this.fails = fails;
    }

    /** The shortest failing plan found. */
    public HistoryPlan shortest(HistoryPlan failing) {
        HistoryPlan shortest = failing;
        HistoryPlan before;
        do {
            before = shortest;
            shortest = cut(shortest, shortest.faults(), HistoryPlan::withFaults);
            shortest = cut(shortest, shortest.writes(), HistoryPlan::withWrites);
            shortest = oneOfEach(shortest);
            shortest = smallerAmounts(shortest);
            shortest = goodWrites(shortest);
        } while (!before.equals(shortest) && runs < MAX_RUNS);
        return shortest;
    }

    /** Leaves out parts of a list: first halves, then smaller and smaller parts. */
    private <T> HistoryPlan cut(HistoryPlan plan, List<T> all, BiFunction<HistoryPlan, List<T>, HistoryPlan> with) {
        List<T> left = all;
        HistoryPlan shortest = plan;
        for (int size = Math.max(1, all.size() / 2); size > 0; size /= 2) {
            int from = 0;
            while (from < left.size()) {
                List<T> fewer = new ArrayList<>(left.subList(0, from));
                fewer.addAll(left.subList(Math.min(left.size(), from + size), left.size()));
                HistoryPlan candidate = with.apply(shortest, fewer);
                if (stillFails(candidate)) {
                    shortest = candidate;
                    left = fewer;
                } else {
                    from += size;
                }
            }
        }
        return shortest;
    }

    private HistoryPlan oneOfEach(HistoryPlan plan) {
        FleetSettings settings = plan.settings();
        HistoryPlan single = plan.with(new FleetSettings(
                1, 1, settings.batchSize(), settings.aggregation(), settings.maxAge(), settings.maxBytes()));
        return !single.equals(plan) && stillFails(single) ? single : plan;
    }

    private HistoryPlan smallerAmounts(HistoryPlan plan) {
        HistoryPlan shortest = plan;
        for (int i = 0; i < plan.faults().size(); i++) {
            List<PlannedFault> faults = new ArrayList<>(shortest.faults());
            PlannedFault smaller = faults.get(i).withAmount(faults.get(i).amount() / 2);
            if (smaller.amount() > 0 && !smaller.equals(faults.set(i, smaller))) {
                HistoryPlan candidate = shortest.withFaults(faults);
                shortest = stillFails(candidate) ? candidate : shortest;
            }
        }
        return shortest;
    }

    private HistoryPlan goodWrites(HistoryPlan plan) {
        List<Write> good = plan.writes().stream()
                .map(write -> new Write(write.at(), write.key(), write.action(), Write.Flavour.GOOD))
                .toList();
        HistoryPlan candidate = plan.withWrites(good);
        return !candidate.equals(plan) && stillFails(candidate) ? candidate : plan;
    }

    private boolean stillFails(HistoryPlan plan) {
        return runs++ < MAX_RUNS && fails.test(plan);
    }
}
