package io.orderlake.proof.state;

import io.orderlake.proof.RowFingerprint;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.mvstore.MVMap;

/** The last state of each row, by table and key. */
public final class FoldedRows {

    private static final int MAX_WAITING = 20_000;

    private final MVMap<String, byte[]> rows;

    // Buffers one write for all changes of a row within a commit; flush() writes in key order.
    private final Map<String, FoldedRow> waiting = new ConcurrentHashMap<>();

    FoldedRows(MVMap<String, byte[]> rows) {
        this.rows = rows;
    }

    private static String at(String table, String key) {
        return table + "\u001e" + key;
    }

    public Optional<FoldedRow> find(String table, String key) {
        String at = at(table, key);
        FoldedRow waits = waiting.get(at);
        return waits != null
                ? Optional.of(waits)
                : Optional.ofNullable(rows.get(at)).map(FoldedRow::of);
    }

    public void put(String table, String key, FoldedRow row) {
        waiting.put(at(table, key), row);
    }

    /** Forgets a row's values, because they were erased in the lake; does nothing if the row has a later change. */
    public void forgetValues(String table, String key, String position, RowFingerprint left) {
        find(table, key)
                .filter(row -> row.position().equals(position) && !row.delete())
                .ifPresent(row -> put(
                        table,
                        key,
                        new FoldedRow(
                                position, false, FoldedRow.Witness.REJECT, left, row.changedAt(), row.landings())));
    }

    /** Visits each committed row of a table in key order, from a key on, until the visitor returns false. */
    public void forEach(String table, String from, RowVisitor visitor) {
        String prefix = at(table, "");
        Iterator<String> keys = rows.keyIterator(prefix + from);
        while (keys.hasNext()) {
            String key = keys.next();
            byte[] bytes = key.startsWith(prefix) ? rows.get(key) : null;
            if (bytes == null || !visitor.visit(key.substring(prefix.length()), FoldedRow.of(bytes))) {
                return;
            }
        }
    }

    /** Visits rows one by one. */
    public interface RowVisitor {
        /** Whether to continue. */
        boolean visit(String key, FoldedRow row);
    }

    /** Number of committed rows. */
    public long count() {
        return rows.sizeAsLong();
    }

    boolean isFull() {
        return waiting.size() >= MAX_WAITING;
    }

    void flush() {
        new TreeMap<>(waiting).forEach((key, row) -> rows.put(key, row.bytes()));
        waiting.clear();
    }
}
