package io.orderlake.simulation.fault;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** How often each kind of fault happened. */
public final class FaultCounts {

    private final Map<PlannedFaultKind, Long> happened = new EnumMap<>(PlannedFaultKind.class);
    private final Map<String, Long> crashes = new TreeMap<>();

    public void happened(PlannedFaultKind kind) {
        happened.merge(kind, 1L, Long::sum);
    }

    /** A crash at an effect: {@code relay PUT_RECORDS crash before}. */
    public void crashed(String where) {
        crashes.merge(where, 1L, Long::sum);
    }

    public long of(PlannedFaultKind kind) {
        return happened.getOrDefault(kind, 0L);
    }

    public Map<String, Long> crashes() {
        return crashes;
    }

    public long total() {
        return happened.values().stream().mapToLong(Long::longValue).sum();
    }

    public void add(FaultCounts other) {
        other.happened.forEach((kind, times) -> happened.merge(kind, times, Long::sum));
        other.crashes.forEach((where, times) -> crashes.merge(where, times, Long::sum));
    }
}
