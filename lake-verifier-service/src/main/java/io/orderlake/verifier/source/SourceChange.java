package io.orderlake.verifier.source;

import io.orderlake.proof.RowPrint;
import org.jspecify.annotations.Nullable;

/**
 * A committed change as the source tells it.
 *
 * @param key text by which the statements about a row find together
 * @param laneKeys the key's attributes as JSON, in each order in which they may have been written: the lane follows from it
 * @param sequence the stream's number, padded so that text order is its order
 * @param changedAt the source's time in milliseconds
 * @param delete whether the row is gone after it
 * @param print what the row's columns are worth: the new image, or what is known of a deleted row
 * @param tag what the relay added, where it was read behind the relay
 */
public record SourceChange(
        String table,
        String eventId,
        String key,
        java.util.List<String> laneKeys,
        String sequence,
        long changedAt,
        boolean delete,
        RowPrint print,
        @Nullable Tag tag) {

    /** Digits of a padded sequence number, as positions have them. */
    public static final int SEQUENCE_DIGITS = 40;

    /**
     * Where the relay placed it.
     *
     * @param redriven whether a reject was sent again: the change itself was told before
     */
    public record Tag(String sourceShard, int epoch, int lane, boolean redriven) {}

    /** The number as it stands in a position. */
    public static String padded(String sequence) {
        return "0".repeat(Math.max(0, SEQUENCE_DIGITS - sequence.length())) + sequence;
    }
}
