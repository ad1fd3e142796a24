package io.orderlake.lakewriter.claim;

import java.time.Instant;

/**
 * A range of a shard that is to land, made durable before it lands. Claims of a shard follow each other without a gap, and
 * each holds whole Kinesis records.
 *
 * @param number 1 for a shard's first claim
 * @param firstSequence sequence number of the first Kinesis record
 * @param lastSequence sequence number of the last one, inclusive
 * @param records how many records the range holds, packed ones unpacked, repeats included
 * @param rows how many of them land, rejects included
 * @param dropped which of the records were dropped because their event id had landed before
 * @param plan hash of the plan by which they land
 * @param claimedAt from when the event ids that it lands count
 */
public record Claim(
        long number,
        String firstSequence,
        String lastSequence,
        int records,
        int rows,
        Dropped dropped,
        String plan,
        Instant claimedAt) {

    public Claim {
        if (number < 1
                || records < 1
                || rows < 0
                || rows > records
                || dropped.end() > records
                || isAfter(firstSequence, lastSequence)) {
            throw new IllegalArgumentException("Cannot claim: expected a range of at least one record but was claim "
                    + number + " of " + records + " records and " + rows + " rows from " + firstSequence + " to "
                    + lastSequence);
        }
    }

    /** The file name, without ending, of every object of the claim; nothing else in the lake has it. */
    public String name(String stream, String shardId) {
        return "%s-%s-%010d".formatted(stream, shardId, number);
    }

    /** Whether both are the same decision; the time of claiming is none. */
    public boolean sameAs(Claim other) {
        return number == other.number
                && firstSequence.equals(other.firstSequence)
                && lastSequence.equals(other.lastSequence)
                && records == other.records
                && rows == other.rows
                && dropped.equals(other.dropped)
                && plan.equals(other.plan);
    }

    /** Whether a sequence number stands behind another one in a shard: both are decimals without leading zeros. */
    public static boolean isAfter(String sequence, String other) {
        return sequence.length() == other.length() ? sequence.compareTo(other) > 0 : sequence.length() > other.length();
    }
}
