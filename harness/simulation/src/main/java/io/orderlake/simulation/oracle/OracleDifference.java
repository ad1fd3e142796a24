package io.orderlake.simulation.oracle;

/** A difference that the oracle found, or a failure of the run itself. */
public record OracleDifference(Kind kind, String what) {

    /** What is wrong. */
    public enum Kind {
        /** A committed change is not in the lake, or is a reject without a reason. */
        LOST,
        /** A change is in the lake more than once. */
        DUPLICATED,
        /** A change landed with other content than was committed. */
        STALE,
        /** Claims contain a key's changes in another order than they were committed. */
        OUT_OF_ORDER,
        /** The lake contains something that was never written, or has it in a wrong folder or object. */
        FORGED,
        /** Ledger, objects and stream contradict each other. */
        LEDGER,
        /** The fleet does not finish its work although the faults are over. */
        NO_PROGRESS,
        /** A process met an error of our own code and would have stopped. */
        BUG
    }

    /** An error of our own code that a process reported, or that left a step. */
    public static OracleDifference bug(Throwable cause) {
        StackTraceElement[] trace = cause.getStackTrace();
        return new OracleDifference(Kind.BUG, cause + (trace.length == 0 ? "" : " at " + trace[0]));
    }

    @Override
    public String toString() {
        return kind + ": " + what;
    }
}
