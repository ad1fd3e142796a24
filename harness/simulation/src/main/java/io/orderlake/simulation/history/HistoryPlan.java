package io.orderlake.simulation.history;

import io.orderlake.simulation.fault.Fault;
import io.orderlake.simulation.fault.FaultKind;
import io.orderlake.simulation.fleet.FleetSettings;
import java.util.List;

/**
 * All that decides a history: the same plan gives the same history.
 *
 * @param seed of the latencies
 * @param mending whether and when the transformer's code and the table's checks are mended
 */
public record HistoryPlan(long seed, FleetSettings settings, List<Write> writes, List<Fault> faults, Mending mending) {

    public HistoryPlan {
        writes = List.copyOf(writes);
        faults = List.copyOf(faults);
    }

    public HistoryPlan withWrites(List<Write> fewer) {
        return new HistoryPlan(seed, settings, fewer, faults, mending);
    }

    public HistoryPlan withFaults(List<Fault> fewer) {
        return new HistoryPlan(seed, settings, writes, fewer, mending);
    }

    public HistoryPlan with(FleetSettings others) {
        return new HistoryPlan(seed, others, writes, faults, mending);
    }

    /** When nothing goes wrong any more, in milliseconds since the beginning. */
    public long calmAt() {
        long away = faults.stream()
                .filter(fault -> fault instanceof Fault.AtTime && fault.kind() == FaultKind.RETENTION)
                .mapToLong(fault -> ((Fault.AtTime) fault).at() + Planning.awayMillis(fault))
                .max()
                .orElse(0);
        return Math.max(Planning.LOAD_MILLIS, away) + 6_000;
    }

    /** What becomes of rejects. */
    public enum Mending {
        /** They stay open. */
        NEVER,
        /** Half-way through the load, all is mended; a redrive before it fails again. */
        HALF_WAY,
        /** At the end all is mended, and sent again. */
        AT_THE_END
    }
}
