package io.orderlake.contract;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The fixed slices of the key space. A key belongs to one lane for as long as the count stays, and a lane has one explicit
 * hash key, so that a reshard of a Kinesis stream moves whole lanes.
 */
public record Lanes(int count) {

    /** A lane count that leaves room for as many stream shards and keeps packed records large. */
    public static final int DEFAULT_COUNT = 64;

    private static final int MAX_COUNT = 4096;
    private static final BigInteger HASH_KEYS = BigInteger.ONE.shiftLeft(128);

    public Lanes {
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException(
                    "Cannot use lanes: expected a count from 1 to " + MAX_COUNT + " but was " + count);
        }
    }

    /** The lane of a row, 0 to count - 1; {@code key} is the text of {@code cdc_key}. */
    public int laneOf(String table, String key) {
        byte[] digest = md5().digest((table + '\u0000' + key).getBytes(StandardCharsets.UTF_8));
        long hash = Integer.toUnsignedLong(ByteBuffer.wrap(digest).getInt());
        return (int) ((hash * count) >>> 32);
    }

    /** The middle of the lane's slice of Kinesis's 128-bit hash keys, in decimal digits. */
    public String explicitHashKey(int lane) {
        if (lane < 0 || lane >= count) {
            throw new IllegalArgumentException(
                    "Cannot find a hash key: expected a lane from 0 to " + (count - 1) + " but was " + lane);
        }
        return HASH_KEYS
                .multiply(BigInteger.valueOf(2L * lane + 1))
                .divide(BigInteger.valueOf(2L * count))
                .toString();
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }
}
