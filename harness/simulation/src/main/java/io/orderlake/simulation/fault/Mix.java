package io.orderlake.simulation.fault;

/** Random numbers that depend only on who asks for which one, so that a change in one place does not alter the others. */
public final class Mix {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Mix() {}

    /** A number of 62 bits: equal arguments give equal numbers. */
    public static long of(long seed, long who, long nth) {
        long z = seed + GOLDEN * (who + 1) + Long.rotateLeft(GOLDEN, 17) * (nth + 1);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (z ^ (z >>> 31)) >>> 2;
    }
}
