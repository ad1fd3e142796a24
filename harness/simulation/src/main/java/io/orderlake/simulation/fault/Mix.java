package io.orderlake.simulation.fault;

/** Chance that depends on where it is asked for alone, so that a change of one thing leaves the luck of the others. */
public final class Mix {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Mix() {}

    /** A number of 62 bits, the same whenever the same is asked for. */
    public static long of(long seed, long who, long nth) {
        long z = seed + GOLDEN * (who + 1) + Long.rotateLeft(GOLDEN, 17) * (nth + 1);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (z ^ (z >>> 31)) >>> 2;
    }
}
