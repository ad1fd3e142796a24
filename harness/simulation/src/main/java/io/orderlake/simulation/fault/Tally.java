package io.orderlake.simulation.fault;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What really happened of what was to go wrong. */
public final class Tally {

    private final Map<FaultKind, Long> happened = new EnumMap<>(FaultKind.class);
    private final Map<String, Long> crashes = new TreeMap<>();

    public void happened(FaultKind kind) {
        happened.merge(kind, 1L, Long::sum);
    }

    /** A crash at an effect: {@code relay PUT_RECORDS crash before}. */
    public void crashed(String where) {
        crashes.merge(where, 1L, Long::sum);
    }

    public long of(FaultKind kind) {
        return happened.getOrDefault(kind, 0L);
    }

    public Map<String, Long> crashes() {
        return crashes;
    }

    public long total() {
        return happened.values().stream().mapToLong(Long::longValue).sum();
    }

    public void add(Tally other) {
        other.happened.forEach((kind, times) -> happened.merge(kind, times, Long::sum));
        other.crashes.forEach((where, times) -> crashes.merge(where, times, Long::sum));
    }
}
