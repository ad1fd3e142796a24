package io.orderlake.localaws.kinesis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** An inclusive range of the 128-bit hash keys, as a shard serves it. */
record HashRange(BigInteger first, BigInteger last) {

    static final BigInteger KEYS = BigInteger.TWO.pow(128);

    HashRange {
        if (first.signum() < 0 || last.compareTo(first) < 0 || last.compareTo(KEYS) >= 0) {
            throw new IllegalArgumentException("Cannot make a hash range from " + first + " to " + last);
        }
    }

    /** All keys, cut into equal ranges; the last one takes the remainder, as on AWS. */
    static List<HashRange> uniform(int count) {
        BigInteger size = KEYS.divide(BigInteger.valueOf(count));
        List<HashRange> ranges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BigInteger first = size.multiply(BigInteger.valueOf(i));
            BigInteger next = i == count - 1 ? KEYS : first.add(size);
            ranges.add(new HashRange(first, next.subtract(BigInteger.ONE)));
        }
        return ranges;
    }

    HashRange before(BigInteger key) {
        return new HashRange(first, key.subtract(BigInteger.ONE));
    }

    HashRange from(BigInteger key) {
        return new HashRange(key, last);
    }

    boolean contains(HashRange other) {
        return first.compareTo(other.first) <= 0 && last.compareTo(other.last) >= 0;
    }

    boolean adjoins(HashRange other) {
        return last.add(BigInteger.ONE).equals(other.first)
                || other.last.add(BigInteger.ONE).equals(first);
    }

    HashRange join(HashRange other) {
        return new HashRange(first.min(other.first), last.max(other.last));
    }
}
