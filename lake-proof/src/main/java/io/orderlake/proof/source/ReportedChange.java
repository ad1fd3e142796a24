package io.orderlake.proof.source;

import io.orderlake.proof.RowFingerprint;
import java.util.List;

/**
 * A committed change as the source reports it.
 *
 * @param key the row's key as text
 * @param laneKeys the key's attributes as JSON, in each order in which they may have been written: the lane depends on it
 * @param sequence the stream's number, padded so that text order is its order
 * @param changedAt the source's time in milliseconds
 * @param delete whether the change deletes the row
 * @param fingerprint of the new image, or of the known values of a deleted row
 */
public record ReportedChange(
        String table,
        String eventId,
        String key,
        List<String> laneKeys,
        String sequence,
        long changedAt,
        boolean delete,
        RowFingerprint fingerprint) {

    public ReportedChange {
        laneKeys = List.copyOf(laneKeys);
    }

    /** Digits of a padded sequence number, as positions contain it. */
    public static final int SEQUENCE_DIGITS = 40;

    /** The number as it is written in a position. */
    public static String padded(String sequence) {
        return "0".repeat(Math.max(0, SEQUENCE_DIGITS - sequence.length())) + sequence;
    }
}
