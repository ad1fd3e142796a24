package io.orderlake.proof.lake;

import io.orderlake.proof.RowFingerprint;
import org.jspecify.annotations.Nullable;

/**
 * A line of a landing object, or of an object of rejects.
 *
 * @param key text by which the statements about a row find together; empty where a reject does not say it
 * @param position of the change; empty where a reject does not say it
 * @param lane in which it was sent
 * @param sequence its place in its source shard
 * @param changedAt milliseconds since 1970; 0 for a reject
 * @param print what its columns are worth; null for a reject
 * @param reason why it was rejected; null for a row
 * @param erasure what the line says was erased of it
 * @param details what the comparison with the stream does not need
 */
public record LandedRow(
        String table,
        String eventId,
        String key,
        String op,
        String position,
        String sourceShard,
        int lane,
        String sequence,
        long changedAt,
        boolean redriven,
        @Nullable RowFingerprint print,
        @Nullable String reason,
        Erasure erasure,
        Details details) {

    /**
     * What the comparison with the stream does not need.
     *
     * @param version the row's own version; -1 where it has none that is a number
     * @param since milliseconds from which freshness is measured; 0 where the row does not say it
     * @param rejectedAs the event id of the reject that became this row; empty where there was none
     */
    public record Details(long version, long since, String rejectedAs) {

        /** A line that says none of it. */
        public static final Details NONE = new Details(-1, 0, "");
    }

    /** How much of a line was erased, for it named a person who was forgotten. */
    public enum Erasure {
        NONE,
        /** What no comparison looks at. */
        ASIDE,
        /** Values that are compared, or all of them. */
        VALUES
    }

    public boolean erased() {
        return erasure != Erasure.NONE;
    }

    public boolean rejected() {
        return reason != null;
    }
}
