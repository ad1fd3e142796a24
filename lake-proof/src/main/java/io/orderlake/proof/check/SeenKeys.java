package io.orderlake.proof.check;

/**
 * The keys that a scan has shown, in bounded memory: a Bloom filter. About one unseen key in a hundred counts as seen; each
 * round has its own seed, so that the next round finds it.
 */
final class SeenKeys {

    private static final int BITS_PER_KEY = 10;
    private static final int HASHES = 4;
    private static final int MIN_BITS = 1 << 10;
    private static final int MAX_BITS = 1 << 26; // 8 MB

    private final long[] bits;
    private final long seed;

    SeenKeys(long keys, long seed) {
        long wanted = Math.max(MIN_BITS, Math.min(MAX_BITS, keys * BITS_PER_KEY));
        this.bits = new long[(int) (Long.highestOneBit(wanted * 2 - 1) / Long.SIZE)];
        this.seed = seed * 0x9E3779B97F4A7C15L;
    }

    void add(long key) {
        for (int i = 0; i < HASHES; i++) {
            int bit = bit(key, i);
            bits[bit / Long.SIZE] |= 1L << bit % Long.SIZE;
        }
    }

    boolean mayContain(long key) {
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
