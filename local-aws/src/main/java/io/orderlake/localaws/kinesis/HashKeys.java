package io.orderlake.localaws.kinesis;

import io.orderlake.localaws.protocol.ServiceError;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hash keys, from 0 to 2^128 - 1. */
final class HashKeys {

    private HashKeys() {}

    /** MD5 of the partition key, as AWS documents it. */
    static BigInteger of(byte[] partitionKey) {
        try {
            return new BigInteger(1, MessageDigest.getInstance("MD5").digest(partitionKey));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }

    static BigInteger explicit(String text) {
        if (text.isEmpty() || text.length() > 39 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw ServiceError.validation("Value '" + text
                    + "' at 'explicitHashKey' failed to satisfy constraint: Member must satisfy regular expression "
                    + "pattern: 0|([1-9]\\d{0,38})");
        }
        BigInteger key = new BigInteger(text);
        if (key.compareTo(HashRange.KEYS) >= 0) {
            throw ServiceError.invalidArgument("Invalid ExplicitHashKey. ExplicitHashKey must be in the range: "
                    + "[0, 2^128-1]. Specified value was " + text);
        }
        return key;
    }
}
