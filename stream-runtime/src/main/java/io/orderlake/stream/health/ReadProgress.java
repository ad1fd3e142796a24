package io.orderlake.stream.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The progress of all shards that this process reads. Safe for use by several threads. */
public final class ReadProgress {

    /** By {@code stream/shard}, or by {@code stream} for the keeping of its leases. */
    private final Map<String, ShardReadProgress> parts = new ConcurrentHashMap<>();

    private final Duration stalledAfter;

    public ReadProgress(Duration stalledAfter) {
        this.stalledAfter = stalledAfter;
    }

    /** Whether every part makes progress, has nothing to do, or has been without progress for a short time only. */
    public boolean isReady(Instant now) {
        return parts.values().stream().allMatch(part -> part.isReady(now, stalledAfter));
    }

    /** One line for each part, in the order of names. */
    public Map<String, String> lines(Instant now) {
        Map<String, String> lines = new TreeMap<>();
        parts.forEach((name, part) -> lines.put(name, part.line(now)));
        return lines;
    }

    Duration lag(String name) {
        ShardReadProgress part = parts.get(name);
        return part == null ? Duration.ZERO : part.lag();
    }

    void update(String name, Instant now, UnaryOperator<ShardReadProgress> change) {
        parts.compute(name, (same, was) -> change.apply(was == null ? ShardReadProgress.begun(now) : was));
    }

    void forget(String name) {
        parts.remove(name);
    }
}
