package io.orderlake.simulation.oracle;

/** Something that is not as it must be. */
public record Difference(Kind kind, String what) {

    /** What is wrong. */
    public enum Kind {
        /** A committed change stands nowhere, or among the rejects although nothing is wrong with it. */
        LOST,
        /** A change stands more than once. */
        DUPLICATED,
        /** A change stands with another content than was committed. */
        STALE,
        /** A key's changes stand in claims in another order than they were committed. */
        OUT_OF_ORDER,
        /** Something stands in the lake that was never written, or where it does not belong. */
        FORGED,
        /** Ledger, objects and stream contradict each other. */
        LEDGER,
        /** The fleet does not come to rest although nothing goes wrong any more. */
        NO_PROGRESS,
        /** A process would have stopped itself. */
        BUG
    }

    /** A mistake that a process told, or that left a step. */
    public static Difference bug(Throwable cause) {
        StackTraceElement[] trace = cause.getStackTrace();
        return new Difference(Kind.BUG, cause + (trace.length == 0 ? "" : " at " + trace[0]));
    }

    @Override
    public String toString() {
        return kind + ": " + what;
    }
}
