package io.orderlake.chaos;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Counts by kind; safe for use by several threads. */
final class EventCounts {

    private final Map<String, Long> counts = new ConcurrentHashMap<>();

    void add(String kind) {
        add(kind, 1);
    }

    void add(String kind, long count) {
        if (count > 0) {
            counts.merge(kind, count, Long::sum);
        }
    }

    long count(String kind) {
        return counts.getOrDefault(kind, 0L);
    }

    long sum() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** By kind, in alphabetical order. */
    Map<String, Long> byKind() {
        return new TreeMap<>(counts);
    }
}
