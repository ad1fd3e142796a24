package io.orderlake.proof.source;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Computes the lane of a key as {@code docs/formats.md} defines it, without the relay's code. */
public record LaneHash(int lanes) {

    private static final int HASH_BITS = 32;
    private static final int KEY_BITS = 128;

    public LaneHash {
        if (lanes < 1) {
            throw new IllegalArgumentException("Cannot find lanes: expected a count of 1 or more but was " + lanes);
        }
    }

    /** The first four bytes of the digest, as a fraction of 2^32, times the number of lanes. */
    public int laneOf(String source, String key) {
        byte[] digest = md5((source + '\u0000' + key).getBytes(StandardCharsets.UTF_8));
        BigInteger share = new BigInteger(1, digest).shiftRight(KEY_BITS - HASH_BITS);
        return share.multiply(BigInteger.valueOf(lanes)).shiftRight(HASH_BITS).intValueExact();
    }

    /** The hash key of a lane: the middle of the lane's range of 128-bit keys. */
    public BigInteger hashKey(int lane) {
        BigInteger halves = BigInteger.ONE.shiftLeft(KEY_BITS).multiply(BigInteger.valueOf(2L * lane + 1));
        return halves.divide(BigInteger.valueOf(2L * lanes));
    }

    private static byte[] md5(byte[] text) {
        try {
            return MessageDigest.getInstance("MD5").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }
}
