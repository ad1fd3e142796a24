package io.orderlake.proof;

import io.orderlake.proof.source.ChangeStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The stream behind the relay, in memory: one open shard at a time, which may be followed by another one. */
final class FakeChangeStream implements ChangeStream {

    private static final int READ_AT_ONCE = 3;

    private record Held(Set<String> parents, List<StreamRecord> records) {}

    private final Map<String, Held> shards = new LinkedHashMap<>();
    private String open = "";
    private int sequence;
    private int trimmed;

    FakeChangeStream() {
        follow();
    }

    /** Closes the open shard; what is put from now on goes into its child. */
    void follow() {
        Set<String> parents = open.isEmpty() ? Set.of() : Set.of(open);
        // Listed before its parent, which Kinesis allows.
        Map<String, Held> before = new LinkedHashMap<>(shards);
        open = "shardId-" + before.size();
        shards.clear();
        shards.put(open, new Held(parents, new ArrayList<>()));
        shards.putAll(before);
    }

    void put(String record) {
        sequence++;
        held(open)
                .records()
                .add(new StreamRecord(Integer.toString(sequence), 0, record.getBytes(StandardCharsets.UTF_8), true));
    }

    /** Retention removes all that there is. */
    void trim() {
        trimmed = sequence;
    }

    private Held held(String shardId) {
        return Objects.requireNonNull(shards.get(shardId));
    }

    @Override
    public List<StreamShard> shards() {
        return shards.entrySet().stream()
                .map(shard -> new StreamShard(shard.getKey(), shard.getValue().parents()))
                .toList();
    }

    @Override
    public String first(String shardId) {
        return shardId + " 0";
    }

    @Override
    public String after(String shardId, String one) {
        return shardId + " " + one;
    }

    @Override
    public boolean holds(String shardId, String one) {
        return Integer.parseInt(one) > trimmed;
    }

    @Override
    public StreamPage read(String iterator, int limit) {
        String shardId = iterator.split(" ", -1)[0];
        int after = Math.max(trimmed, Integer.parseInt(iterator.split(" ", -1)[1]));
        List<StreamRecord> behind = held(shardId).records().stream()
                .filter(one -> Integer.parseInt(one.sequence()) > after)
                .toList();
        List<StreamRecord> page =
                behind.stream().limit(Math.min(limit, READ_AT_ONCE)).toList();
        boolean all = page.size() == behind.size();
        String last = page.isEmpty()
                ? Integer.toString(after)
                : page.get(page.size() - 1).sequence();
        String next = all && !shardId.equals(open) ? null : shardId + " " + last;
        return new StreamPage(page, next, all);
    }
}
