package io.orderlake.transformer.change;

/** The reason, in a sentence, why one change cannot be processed and becomes a reject. It is no bug, so it has no stack trace. */
public final class UnprocessableChange extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnprocessableChange(String reason) {
        super(reason, null, false, false);
    }

    /** The reason for the reject. The reason of an unexpected failure names the line that threw it. */
    public static String reasonOf(RuntimeException failure) {
        if (failure instanceof UnprocessableChange) {
            return String.valueOf(failure.getMessage());
        }
        StackTraceElement[] trace = failure.getStackTrace();
        return "Unexpected " + failure + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
