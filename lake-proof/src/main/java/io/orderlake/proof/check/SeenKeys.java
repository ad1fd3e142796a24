package io.orderlake.proof.check;

import java.util.HashSet;
import java.util.Set;

/**
 * The keys that a scan has shown, in bounded memory: the exact keys while they are few, then a Bloom filter. Of a large table
 * about one unseen key in a thousand counts as seen; each round has its own seed, so that the next round finds it.
 */
final class SeenKeys {

    private static final int EXACT = 100_000;
    private static final int BITS_PER_KEY = 16;
    private static final int HASHES = 6;
    private static final int MAX_BITS = 1 << 26; // 8 MB

    private final Set<Long> exact = new HashSet<>();
    private final long expected;
    private final long seed;
    private long[] bits = {};

    /** @param expected about how many keys the scan will show */
    SeenKeys(long expected, long seed) {
        this.expected = expected;
        this.seed = seed * 0x9E3779B97F4A7C15L;
    }

    void add(long key) {
        if (bits.length > 0) {
            set(key);
        } else if (exact.add(key) && exact.size() > EXACT) {
            long wanted = Math.min(MAX_BITS, Math.max(expected, 2 * EXACT) * BITS_PER_KEY);
            bits = new long[(int) (Long.highestOneBit(wanted * 2 - 1) / Long.SIZE)];
            exact.forEach(this::set);
            exact.clear();
        }
    }

    private void set(long key) {
        for (int i = 0; i < HASHES; i++) {
            int bit = bit(key, i);
            bits[bit / Long.SIZE] |= 1L << bit % Long.SIZE;
        }
    }

    boolean mayContain(long key) {
        if (bits.length == 0) {
            return exact.contains(key);
        }
        for (int i = 0; i < HASHES; i++) {
            int bit = bit(key, i);
            if ((bits[bit / Long.SIZE] & 1L << bit % Long.SIZE) == 0) {
                return false;
            }
        }
        return true;
    }

    private int bit(long key, int i) {
        long mixed = (key ^ seed) * (0xBF58476D1CE4E5B9L + 2L * i);
        mixed = (mixed ^ (mixed >>> 32)) * 0x94D049BB133111EBL;
        return (int) ((mixed >>> 20) & (bits.length * (long) Long.SIZE - 1));
    }
}
