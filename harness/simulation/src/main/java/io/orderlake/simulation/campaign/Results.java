package io.orderlake.simulation.campaign;

import io.orderlake.simulation.fault.FaultKind;
import io.orderlake.simulation.fault.Tally;
import io.orderlake.simulation.history.History.Ended;
import io.orderlake.simulation.oracle.Difference;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What a campaign came to. Safe for use by several threads. */
public final class Results {

    private final Tally tally = new Tally();
    private final Map<FaultKind, Long> histories = new EnumMap<>(FaultKind.class);
    private final Map<Difference.Kind, Long> differences = new EnumMap<>(Difference.Kind.class);
    private final Map<Long, Ended> failed = new TreeMap<>();
    private long ended;
    private long writes;
    private long events;

    synchronized void add(long seed, Ended history) {
        ended++;
        writes += history.writes();
        events += history.events();
        tally.add(history.tally());
        for (FaultKind kind : FaultKind.values()) {
            if (history.tally().of(kind) > 0) {
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
    public synchronized long histories(FaultKind kind) {
        return histories.getOrDefault(kind, 0L);
    }

    public Tally tally() {
        return tally;
    }

    public synchronized long of(Difference.Kind kind) {
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
