package io.orderlake.lakewriter.claim;

import java.time.Instant;

/**
 * A range of a shard that will land. It is made durable before it lands. Claims of a shard follow each other without a gap.
 * Each holds whole Kinesis records.
 *
 * @param number 1 for a shard's first claim
 * @param firstSequence sequence number of the first Kinesis record
 * @param lastSequence sequence number of the last one, inclusive
 * @param records how many records the range holds after unpacking, repeats included
 * @param rows how many of them land, rejects included
 * @param dropped which of the records were dropped because their event id had landed before
 * @param plan hash of the plan by which they land
 * @param claimedAt the age of its event ids counts from here
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

    /** The file name, without ending, of every object of the claim. No other object in the lake has this name. */
    public String name(String stream, String shardId) {
        return new ClaimName(stream, shardId, number).text();
    }

    /** Whether both are the same decision. The time of claiming may differ. */
    public boolean sameAs(Claim other) {
        return number == other.number
                && firstSequence.equals(other.firstSequence)
                && lastSequence.equals(other.lastSequence)
                && records == other.records
                && rows == other.rows
                && dropped.equals(other.dropped)
                && plan.equals(other.plan);
    }

    /** Whether a sequence number comes after another one in a shard. Both are decimals without leading zeros. */
    public static boolean isAfter(String sequence, String other) {
        return sequence.length() == other.length() ? sequence.compareTo(other) > 0 : sequence.length() > other.length();
    }
}
