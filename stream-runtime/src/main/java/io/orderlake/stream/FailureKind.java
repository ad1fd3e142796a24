package io.orderlake.stream;

/** The four kinds of failure; one place per edge decides. */
public enum FailureKind {
    /** One record cannot be processed: it becomes a reject. */
    POISON,
    /** Wrong stream, missing permission: alert, not ready, wait. */
    SETUP,
    /** Goes away by itself: retried with backoff and jitter, without end, visibly. */
    TRANSIENT,
    /** Our mistake: the process stops. */
    BUG
}
