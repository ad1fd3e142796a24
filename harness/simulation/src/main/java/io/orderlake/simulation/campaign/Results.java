package io.orderlake.simulation.campaign;

import io.orderlake.simulation.fault.FaultCounts;
import io.orderlake.simulation.fault.PlannedFaultKind;
import io.orderlake.simulation.history.HistoryRun.Ended;
import io.orderlake.simulation.oracle.OracleDifference;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What a campaign came to. Safe for use by several threads. */
public final class Results {

    private final FaultCounts faultCounts = new FaultCounts();
    private final Map<PlannedFaultKind, Long> histories = new EnumMap<>(PlannedFaultKind.class);
    private final Map<OracleDifference.Kind, Long> differences = new EnumMap<>(OracleDifference.Kind.class);
    private final Map<Long, Ended> failed = new TreeMap<>();
    private long ended;
    private long writes;
    private long events;

    synchronized void add(long seed, Ended history) {
        ended++;
        writes += history.writes();
        events += history.events();
        faultCounts.add(history.faultCounts());
        for (PlannedFaultKind kind : PlannedFaultKind.values()) {
            if (history.faultCounts().of(kind) > 0) {
                histories.merge(kind, 1L, Long::sum);
            }
        }
        history.differences().forEach(difference -> differences.merge(difference.kind(), 1L, Long::sum));
        if (history.failed()) {
            failed.put(seed, history);
        }
    }

    public synchronized long histories() {
        return ended;
    }

    /** In how many histories the kind happened. */
    public synchronized long histories(PlannedFaultKind kind) {
        return histories.getOrDefault(kind, 0L);
    }

    public FaultCounts faultCounts() {
        return faultCounts;
    }

    public synchronized long of(OracleDifference.Kind kind) {
        return differences.getOrDefault(kind, 0L);
    }

    public synchronized long writes() {
        return writes;
    }

    public synchronized long events() {
        return events;
    }

    synchronized int failures() {
        return failed.size();
    }

    /** The failed histories by seed. */
    public synchronized Map<Long, Ended> failed() {
        return new TreeMap<>(failed);
    }
}
