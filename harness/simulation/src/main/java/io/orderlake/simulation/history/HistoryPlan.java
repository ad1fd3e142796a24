package io.orderlake.simulation.history;

import io.orderlake.simulation.fault.PlannedFault;
import io.orderlake.simulation.fault.PlannedFaultKind;
import io.orderlake.simulation.fleet.FleetSettings;
import java.util.List;

/**
 * Everything that decides a history: the same plan gives the same history.
 *
 * @param seed of the latencies
 * @param fixTime when the transformer's code and the table's checks are fixed
 */
public record HistoryPlan(
        long seed, FleetSettings settings, List<Write> writes, List<PlannedFault> faults, FixTime fixTime) {

    public HistoryPlan {
        writes = List.copyOf(writes);
        faults = List.copyOf(faults);
    }

    public HistoryPlan withWrites(List<Write> fewer) {
        return new HistoryPlan(seed, settings, fewer, faults, fixTime);
    }

    public HistoryPlan withFaults(List<PlannedFault> fewer) {
        return new HistoryPlan(seed, settings, writes, fewer, fixTime);
    }

    public HistoryPlan with(FleetSettings others) {
        return new HistoryPlan(seed, others, writes, faults, fixTime);
    }

    /** When the faults are over, in milliseconds since the beginning. */
    public long faultsEndAt() {
        long paused = faults.stream()
                .filter(fault -> fault instanceof PlannedFault.AtTime && fault.kind() == PlannedFaultKind.RETENTION)
                .mapToLong(fault -> ((PlannedFault.AtTime) fault).at() + PlanGenerator.pauseMillis(fault))
                .max()
                .orElse(0);
        return Math.max(PlanGenerator.LOAD_MILLIS, paused) + 6_000;
    }

    /** When the cause of rejects is fixed. */
    public enum FixTime {
        /** Never: rejects stay open. */
        NEVER,
        /** Half-way through the load: a redrive before that fails again. */
        HALF_WAY,
        /** At the end: all rejects are sent again then. */
        AT_THE_END
    }
}
