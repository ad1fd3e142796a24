package io.orderlake.proof.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** Rows that an erasure removed before they could be compared, as the ledger declares, and the changes that they account for. */
public final class ErasedChanges {

    private final MVMap<String, byte[]> removals;
    private final MVMap<String, byte[]> changes;
    private @Nullable List<Removal> open;

    ErasedChanges(MVMap<String, byte[]> removals, MVMap<String, byte[]> changes) {
        this.removals = removals;
        this.changes = changes;
    }

    /**
     * Rows that were removed from the objects of one path.
     *
     * @param path of objects with the same rows, without format
     * @param doneAt milliseconds when the claim was done
     * @param readAt milliseconds when the declaration was read last
     * @param rows how many were removed before they could be compared; 0 if all of them were compared
     */
    public record Removal(String path, String table, long doneAt, long readAt, long rows) {

        private byte[] bytes() {
            return Fields.write(out -> {
                out.writeUTF(table);
                out.writeLong(doneAt);
                out.writeLong(readAt);
                out.writeLong(rows);
            });
        }

        private static Removal of(String path, byte[] bytes) {
            return Fields.read(
                    bytes, in -> new Removal(path, in.readUTF(), in.readLong(), in.readLong(), in.readLong()));
        }

        /** The same with fewer rows. */
        public Removal less(long taken) {
            return new Removal(path, table, doneAt, readAt, rows - taken);
        }
    }

    /** A change, and the path from which its row was removed. */
    private record Erased(String path, Expected change) {

        private byte[] bytes() {
            byte[] body = change.bytes();
            return Fields.write(out -> {
                out.writeUTF(path);
                out.write(body);
            });
        }

        private static Erased of(byte[] bytes) {
            return Fields.read(bytes, in -> new Erased(in.readUTF(), Expected.of(in.readAllBytes())));
        }
    }

    /** Replaces what is known of the path. */
    public void put(Removal removal) {
        open = null;
        removals.put(removal.path(), removal.bytes());
    }

    /** The ledger declares no removed row of the path. */
    public void forget(String path) {
        if (removals.remove(path) != null) {
            open = null;
        }
    }

    /** Whether rows were removed from the path, compared before or not. */
    public boolean isRemovedFrom(String path) {
        return removals.containsKey(path);
    }

    /** Removals of which some rows account for no change yet; their {@code rows} are those that are left. */
    public List<Removal> open() {
        if (open == null) {
            open = List.copyOf(findOpen());
        }
        return open;
    }

    private List<Removal> findOpen() {
        Map<String, Long> taken = new HashMap<>();
        changes.values().forEach(bytes -> taken.merge(Erased.of(bytes).path(), 1L, Long::sum));
        List<Removal> found = new ArrayList<>();
        removals.forEach((path, bytes) -> {
            Removal left = Removal.of(path, bytes).less(taken.getOrDefault(path, 0L));
            if (left.rows() > 0) {
                found.add(left);
            }
        });
        return found;
    }

    /** A row that was removed accounts for the change. */
    public void add(SourceShardState shard, String sequence, Expected change, Removal removal) {
        open = null;
        changes.put(ExpectedChanges.key(shard.number(), sequence), new Erased(removal.path(), change).bytes());
    }

    /** A change that a removed row accounts for. */
    public Optional<Expected> find(SourceShardState shard, String sequence) {
        return Optional.ofNullable(changes.get(ExpectedChanges.key(shard.number(), sequence)))
                .map(bytes -> Erased.of(bytes).change());
    }

    /** The change was found in the lake after all. */
    public void remove(SourceShardState shard, String sequence) {
        if (changes.remove(ExpectedChanges.key(shard.number(), sequence)) != null) {
            open = null;
        }
    }

    public long count() {
        return changes.sizeAsLong();
    }

    /** Number of changes of a row. Reads all changes. */
    public long count(String table, String key) {
        return changes.values().stream()
                .map(bytes -> Erased.of(bytes).change())
                .filter(change -> change.table().equals(table) && change.key().equals(key))
                .count();
    }
}
