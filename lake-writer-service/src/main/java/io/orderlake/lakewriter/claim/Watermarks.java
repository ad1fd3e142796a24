package io.orderlake.lakewriter.claim;

import io.orderlake.contract.LakeRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The highest sequence landed of each (source shard, lane). Since an emitter sends a lane in order and re-sends only what
 * it cannot know to be durable, what stands at or below is a repeat. Not safe for use by several threads.
 */
public final class Watermarks {

    private static final int LANE_BYTES = 10;

    private final Map<String, Map<Integer, String>> bySourceShard = new TreeMap<>();

    /** Whether the record has landed already. */
    public boolean cover(LakeRecord lakeRecord) {
        String mark = lanes(lakeRecord.sourceShard()).get(lakeRecord.lane());
        return mark != null && lakeRecord.sequence().compareTo(mark) <= 0;
    }

    /** Moves the record's watermark up to it; never down. */
    public void raise(LakeRecord lakeRecord) {
        raise(lakeRecord.sourceShard(), lakeRecord.lane(), lakeRecord.sequence());
    }

    /** Moves one watermark up; never down. */
    public void raise(String sourceShard, int lane, String sequence) {
        bySourceShard
                .computeIfAbsent(sourceShard, s -> new TreeMap<>())
                .merge(lane, sequence, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    /** Moves each watermark up to the other's; never down. */
    public void raise(Watermarks other) {
        other.bySourceShard.forEach(
                (sourceShard, lanes) -> lanes.forEach((lane, sequence) -> raise(sourceShard, lane, sequence)));
    }

    /** The source shards that have a watermark, sorted. */
    public Set<String> sourceShards() {
        return Collections.unmodifiableSet(bySourceShard.keySet());
    }

    /** The watermarks of a source shard by lane. */
    public Map<Integer, String> lanes(String sourceShard) {
        Map<Integer, String> lanes = bySourceShard.get(sourceShard);
        return lanes == null ? Map.of() : Collections.unmodifiableMap(lanes);
    }

    /** What this holds of the source shards that {@code touched} has, raised to it. */
    public Watermarks raisedBy(Watermarks touched) {
        Watermarks raised = new Watermarks();
        for (String sourceShard : touched.sourceShards()) {
            lanes(sourceShard).forEach((lane, sequence) -> raised.raise(sourceShard, lane, sequence));
        }
        raised.raise(touched);
        return raised;
    }

    /** How many bytes the watermarks of a source shard take when they are stored. */
    public int bytes(String sourceShard) {
        return utf8(sourceShard)
                + lanes(sourceShard).values().stream()
                        .mapToInt(Watermarks::bytesOf)
                        .sum();
    }

    /** The same in parts of that many bytes at most, source shards' names counted for each lane. */
    public List<Watermarks> split(int maxBytes) {
        List<Watermarks> parts = new ArrayList<>();
        int left = 0;
        for (String sourceShard : sourceShards()) {
            for (Map.Entry<Integer, String> mark : lanes(sourceShard).entrySet()) {
                int needed = utf8(sourceShard) + bytesOf(mark.getValue());
                if (needed > left) {
                    parts.add(new Watermarks());
                    left = maxBytes;
                }
                left -= needed;
                parts.get(parts.size() - 1).raise(sourceShard, mark.getKey(), mark.getValue());
            }
        }
        return parts;
    }

    private static int bytesOf(String sequence) {
        return utf8(sequence) + LANE_BYTES;
    }

    private static int utf8(String text) {
        return text.chars().map(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : 3).sum();
    }

    public boolean isEmpty() {
        return bySourceShard.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Watermarks marks && bySourceShard.equals(marks.bySourceShard);
    }

    @Override
    public int hashCode() {
        return bySourceShard.hashCode();
    }

    @Override
    public String toString() {
        return bySourceShard.toString();
    }
}
