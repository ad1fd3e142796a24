package io.orderlake.transformer.change;

/** Says in a sentence why one change cannot be processed: it becomes a reject. Carries no stack trace, being no bug. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refusal(String reason) {
        super(reason, null, false, false);
    }

    /** What a reject says of a failure; a failure that nobody expected is told with its place. */
    public static String reasonOf(RuntimeException failure) {
        if (failure instanceof Refusal) {
            return String.valueOf(failure.getMessage());
        }
        StackTraceElement[] trace = failure.getStackTrace();
        return "Unexpected " + failure + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
