package io.orderlake.transformer.change;

/** Says in a sentence why one change cannot be processed: it becomes a reject. Carries no stack trace, being no bug. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refusal(String reason) {
        super(reason, null, false, false);
    }
}
