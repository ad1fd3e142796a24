package io.orderlake.proof.lake;

import io.orderlake.proof.RowFingerprint;
import org.jspecify.annotations.Nullable;

/**
 * A line of a landing object, or of an object of rejects.
 *
 * @param key the row's key as text; empty if a reject does not contain it
 * @param position of the change; empty if a reject does not contain it
 * @param lane in which it was sent
 * @param sequence its sequence within its source shard and lane
 * @param changedAt milliseconds since 1970; 0 for a reject
 * @param fingerprint of its columns; null for a reject
 * @param reason why it was rejected; null for a row
 * @param erasure what the line declares as erased
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
        @Nullable RowFingerprint fingerprint,
        @Nullable String reason,
        Erasure erasure,
        Details details) {

    /**
     * What the comparison with the stream does not need.
     *
     * @param version the row's own version; -1 if it has none, or one that is no number
     * @param since milliseconds from which freshness is measured; 0 if the row has no such time
     * @param rejectedAs the event id of the reject that became this row; empty where there was none
     */
    public record Details(long version, long since, String rejectedAs) {

        /** A line without these details. */
        public static final Details NONE = new Details(-1, 0, "");
    }

    /** How much of a line was erased because the line identified a forgotten person. */
    public enum Erasure {
        NONE,
        /** Only fields that are not compared. */
        NOT_COMPARED,
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
