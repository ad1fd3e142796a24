package io.orderlake.proof.state;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.h2.mvstore.MVMap;

/** Changes that must be in the lake and have not been found there yet, by source shard and sequence. */
public final class ExpectedChanges {

    private final MVMap<String, byte[]> changes;

    ExpectedChanges(MVMap<String, byte[]> changes) {
        this.changes = changes;
    }

    static String key(int shard, String sequence) {
        return "%08x".formatted(shard) + sequence;
    }

    public void add(SourceShardState shard, String sequence, Expected change) {
        changes.put(key(shard.number(), sequence), change.bytes());
    }

    public Optional<Expected> find(SourceShardState shard, String sequence) {
        return Optional.ofNullable(changes.get(key(shard.number(), sequence))).map(Expected::of);
    }

    /** The change was found in the lake. */
    public void remove(SourceShardState shard, String sequence) {
        changes.remove(key(shard.number(), sequence));
    }

    public long count() {
        return changes.sizeAsLong();
    }

    /** The changes of a shard, oldest first, up to the limit. */
    public List<Expected> oldest(SourceShardState shard, int limit) {
        List<Expected> oldest = new ArrayList<>();
        String prefix = key(shard.number(), "");
        Iterator<String> keys = changes.keyIterator(prefix);
        while (keys.hasNext() && oldest.size() < limit) {
            String key = keys.next();
            byte[] bytes = key.startsWith(prefix) ? changes.get(key) : null;
            if (bytes == null) {
                break;
            }
            oldest.add(Expected.of(bytes));
        }
        return oldest;
    }

    /** The changes of a row. Reads all changes. */
    public List<Expected> of(String table, String key) {
        return changes.values().stream()
                .map(Expected::of)
                .filter(change -> change.table().equals(table) && change.key().equals(key))
                .toList();
    }

    /** Keys of a table's rows with an expected change. Reads all changes. */
    public Set<String> keys(String table) {
        Set<String> keys = new HashSet<>();
        for (byte[] bytes : changes.values()) {
            Expected change = Expected.of(bytes);
            if (change.table().equals(table)) {
                keys.add(change.key());
            }
        }
        return keys;
    }

    /**
     * Number of changes that were committed at the source up to a moment in milliseconds. Reads all changes.
     *
     * @param reported event ids that are not counted, because a difference reports them
     */
    public long countUpTo(long moment, Set<String> reported) {
        return changes.values().stream()
                .map(Expected::of)
                .filter(change -> change.changedAt() <= moment && !reported.contains(change.eventId()))
                .count();
    }
}
