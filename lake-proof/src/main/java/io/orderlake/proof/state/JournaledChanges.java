package io.orderlake.proof.state;

import io.orderlake.proof.RowFingerprint;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** Writes that a generator's journal reports, and the versions of the same rows that landed, by row and version. */
public final class JournaledChanges {

    private static final String VERSION = "%019d";
    private static final char END_OF_KEY = '\u001d';

    private final MVMap<String, byte[]> writes;
    private final MVMap<String, byte[]> landed;

    JournaledChanges(MVMap<String, byte[]> writes, MVMap<String, byte[]> landed) {
        this.writes = writes;
        this.landed = landed;
    }

    /**
     * A write.
     *
     * @param acknowledged false for a write in doubt, which may have happened
     * @param fingerprint of the row that was written; null for a delete or a write in doubt
     */
    public record Write(
            boolean acknowledged, boolean delete, @Nullable RowFingerprint fingerprint) {

        byte[] bytes() {
            return Fields.write(out -> {
                out.writeBoolean(acknowledged);
                out.writeBoolean(delete);
                out.writeBoolean(fingerprint != null);
                if (fingerprint != null) {
                    Fields.fingerprint(out, fingerprint);
                }
            });
        }

        static Write of(byte[] bytes) {
            return Fields.read(
                    bytes,
                    in -> new Write(
                            in.readBoolean(), in.readBoolean(), in.readBoolean() ? Fields.fingerprint(in) : null));
        }
    }

    /**
     * A version in the lake.
     *
     * @param same whether it has the values that were written
     */
    public record Landed(boolean same, String position) {

        byte[] bytes() {
            return Fields.write(out -> {
                out.writeBoolean(same);
                out.writeUTF(position);
            });
        }

        static Landed of(byte[] bytes) {
            return Fields.read(bytes, in -> new Landed(in.readBoolean(), in.readUTF()));
        }

        /** The row with the written values, else the earlier one; other writers may have used the same version. */
        private Landed preferred(Landed other) {
            if (same != other.same) {
                return same ? this : other;
            }
            return position.compareTo(other.position) <= 0 ? this : other;
        }
    }

    private static String row(String table, String key) {
        return table + '\u001e' + key + END_OF_KEY;
    }

    public void put(String table, String key, long version, Write write) {
        String at = row(table, key) + VERSION.formatted(version);
        if (write.acknowledged() || !writes.containsKey(at)) {
            writes.put(at, write.bytes());
        }
    }

    public Optional<Write> find(String table, String key, long version) {
        return Optional.ofNullable(writes.get(row(table, key) + VERSION.formatted(version)))
                .map(Write::of);
    }

    public boolean contains(String table, String key) {
        String row = row(table, key);
        @Nullable String next = writes.ceilingKey(row);
        return next != null && next.startsWith(row);
    }

    /** A row of the lake that has the version of a write. */
    public void put(String format, String table, String key, long version, Landed row) {
        String at = format + '\u001c' + row(table, key) + VERSION.formatted(version);
        byte[] before = landed.get(at);
        landed.put(at, (before == null ? row : row.preferred(Landed.of(before))).bytes());
    }

    /** The versions of a row that landed in a format. */
    public SortedMap<Long, Landed> landed(String format, String table, String key) {
        SortedMap<Long, Landed> versions = new TreeMap<>();
        String prefix = format + '\u001c' + row(table, key);
        Iterator<String> keys = landed.keyIterator(prefix);
        while (keys.hasNext()) {
            String at = keys.next();
            byte[] bytes = at.startsWith(prefix) ? landed.get(at) : null;
            if (bytes == null) {
                break;
            }
            versions.put(Long.valueOf(at.substring(prefix.length())), Landed.of(bytes));
        }
        return versions;
    }

    /** Visits the writes of one row. */
    public interface RowVisitor {
        void visit(String table, String key, SortedMap<Long, Write> writes);
    }

    /** Visits each row that the journal contains. */
    public void forEachRow(RowVisitor visitor) {
        String row = "";
        SortedMap<Long, Write> versions = new TreeMap<>();
        Iterator<String> keys = writes.keyIterator("");
        while (keys.hasNext()) {
            String at = keys.next();
            int end = at.lastIndexOf(END_OF_KEY);
            byte[] bytes = Objects.requireNonNull(writes.get(at));
            if (!at.substring(0, end).equals(row)) {
                visit(row, versions, visitor);
                row = at.substring(0, end);
                versions = new TreeMap<>();
            }
            versions.put(Long.valueOf(at.substring(end + 1)), Write.of(bytes));
        }
        visit(row, versions, visitor);
    }

    private static void visit(String row, SortedMap<Long, Write> versions, RowVisitor visitor) {
        if (!versions.isEmpty()) {
            int end = row.indexOf('\u001e');
            visitor.visit(row.substring(0, end), row.substring(end + 1), versions);
        }
    }
}
