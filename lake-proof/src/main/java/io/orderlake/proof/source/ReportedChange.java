package io.orderlake.proof.source;

import io.orderlake.proof.RowFingerprint;
import java.util.List;

/**
 * A committed change as the source tells it.
 *
 * @param key text by which the statements about a row find together
 * @param laneKeys the key's attributes as JSON, in each order in which they may have been written: the lane follows from it
 * @param sequence the stream's number, padded so that text order is its order
 * @param changedAt the source's time in milliseconds
 * @param delete whether the row is gone after it
 * @param print what the row's columns are worth: the new image, or what is known of a deleted row
 */
public record ReportedChange(
        String table,
        String eventId,
        String key,
        List<String> laneKeys,
        String sequence,
        long changedAt,
        boolean delete,
        RowFingerprint print) {

    public ReportedChange {
        laneKeys = List.copyOf(laneKeys);
    }

    /** Digits of a padded sequence number, as positions have them. */
    public static final int SEQUENCE_DIGITS = 40;

    /** The number as it stands in a position. */
    public static String padded(String sequence) {
        return "0".repeat(Math.max(0, SEQUENCE_DIGITS - sequence.length())) + sequence;
    }
}
