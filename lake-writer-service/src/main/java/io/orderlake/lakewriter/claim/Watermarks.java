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
 * The highest sequence that has landed of each source shard and lane. An emitter sends a lane in order, and sends again only
 * what it cannot know to be durable. So a record at or below the watermark is a repeat. Not safe for use by several threads.
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

    /** The watermarks of the source shards that {@code touched} contains, raised to those of {@code touched}. */
    public Watermarks raisedBy(Watermarks touched) {
        Watermarks raised = new Watermarks();
        for (String sourceShard : touched.sourceShards()) {
            lanes(sourceShard).forEach((lane, sequence) -> raised.raise(sourceShard, lane, sequence));
        }
        raised.raise(touched);
        return raised;
    }

    /** The watermarks of one source shard. */
    public Watermarks of(String sourceShard) {
        Watermarks one = new Watermarks();
        lanes(sourceShard).forEach((lane, sequence) -> one.raise(sourceShard, lane, sequence));
        return one;
    }

    /** Whether there are at most that many source shards, of at most that many bytes each and together. */
    public boolean isWithin(int maxSourceShards, int maxBytesEach, int maxBytes) {
        return sourceShards().size() <= maxSourceShards
                && sourceShards().stream().allMatch(sourceShard -> bytes(sourceShard) <= maxBytesEach)
                && sourceShards().stream().mapToInt(this::bytes).sum() <= maxBytes;
    }

    /** How many bytes the watermarks of a source shard take when they are stored. */
    private int bytes(String sourceShard) {
        return utf8(sourceShard)
                + lanes(sourceShard).values().stream()
                        .mapToInt(Watermarks::bytesOf)
                        .sum();
    }

    /** The same in parts of at most that many bytes. The name of a source shard counts for each of its lanes. */
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
