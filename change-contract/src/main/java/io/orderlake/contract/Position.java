package io.orderlake.contract;

import java.math.BigInteger;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * The position of a change in its source. The lexicographic order of {@code text} is the order of a key's changes, so every
 * numeric part is padded with zeros: the epoch to 6 digits, a DynamoDB sequence number to 40.
 */
public record Position(String text) implements Comparable<Position> {

    private static final int EPOCH_DIGITS = 6;
    private static final Pattern EPOCH = Pattern.compile("[0-9]{6}-");
    private static final int SEQUENCE_DIGITS = 40;
    private static final int PART_DIGITS = 20;
    private static final int MICRO_DIGITS = 3;

    public Position {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("Cannot place a change: expected a position but it was empty");
        }
    }

    /** The position of a DynamoDB Streams record. */
    public static Position dynamodb(int epoch, String sequenceNumber) {
        return new Position(epoch(epoch) + "-" + padded(new BigInteger(sequenceNumber), SEQUENCE_DIGITS));
    }

    /** PostgreSQL: the commit's LSN, then the LSN of the change, which orders it inside its transaction. */
    public static Position postgres(int epoch, long commitLsn, long lsn) {
        return new Position(epoch(epoch) + "-" + unsigned(commitLsn) + "-" + unsigned(lsn));
    }

    /** MySQL and MariaDB: number of the binlog file, offset in it, row in the event. */
    public static Position mysql(int epoch, long file, long offset, int row) {
        return new Position(epoch(epoch) + "-" + unsigned(file) + "-" + unsigned(offset) + "-" + unsigned(row));
    }

    /** For records without a position: the source's time in milliseconds, its microseconds, then the event id. */
    public static Position unpositioned(int epoch, Instant changedAt, String eventId) {
        BigInteger micros = BigInteger.valueOf(changedAt.getNano() / 1_000 % 1_000);
        return new Position(epoch(epoch) + "-" + unsigned(changedAt.toEpochMilli()) + "-" + padded(micros, MICRO_DIGITS)
                + "-" + eventId);
    }

    /** The position of the n-th of several changes that the source reports at this position; 0 to 9. */
    public Position ordinal(int n) {
        if (n < 0 || n > 9) {
            throw new IllegalArgumentException("Cannot place a change: expected an ordinal of 0 to 9 but was " + n);
        }
        return new Position(text + "-" + n);
    }

    /** The epoch at its beginning; 0 if it does not begin with an epoch. */
    public int epoch() {
        return EPOCH.matcher(text).lookingAt() ? Integer.parseInt(text.substring(0, EPOCH_DIGITS)) : 0;
    }

    @Override
    public int compareTo(Position other) {
        return text.compareTo(other.text);
    }

    private static String epoch(int epoch) {
        if (epoch < 0) {
            throw new IllegalArgumentException(
                    "Cannot place a change: expected an epoch of 0 or more but was " + epoch);
        }
        return padded(BigInteger.valueOf(epoch), EPOCH_DIGITS);
    }

    private static String unsigned(long part) {
        return padded(new BigInteger(Long.toUnsignedString(part)), PART_DIGITS);
    }

    private static String padded(BigInteger number, int digits) {
        String text = number.toString();
        if (number.signum() < 0 || text.length() > digits) {
            throw new IllegalArgumentException(
                    "Cannot place a change: expected a number of at most " + digits + " digits but was " + text);
        }
        return "0".repeat(digits - text.length()) + text;
    }
}
