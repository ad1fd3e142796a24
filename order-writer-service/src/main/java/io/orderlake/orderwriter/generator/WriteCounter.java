package io.orderlake.orderwriter.generator;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the writes of a run; safe for use by several threads. */
final class WriteCounter {

    private final LongAdder written = new LongAdder();
    private final Map<WriteKind, Long> acknowledged = new ConcurrentHashMap<>();

    void written(List<GeneratedWrite> batch) {
        written.add(batch.size());
    }

    void acknowledged(List<GeneratedWrite> batch) {
        batch.forEach(write -> acknowledged.merge(write.kind(), 1L, Long::sum));
    }

    long written() {
        return written.sum();
    }

    long acknowledged() {
        return acknowledged.values().stream().mapToLong(Long::longValue).sum();
    }

    Map<WriteKind, Long> acknowledgedByKind() {
        Map<WriteKind, Long> byKind = new EnumMap<>(WriteKind.class);
        byKind.putAll(acknowledged);
        return byKind;
    }
}
