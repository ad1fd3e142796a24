package io.orderlake.stream;

/** The four kinds of failure. At each edge, one class decides which kind a failure is. */
public enum FailureKind {
    /** One record cannot be processed: it becomes a reject. */
    POISON,
    /** Wrong stream or missing permission: the service alerts, is not ready, and waits. */
    SETUP,
    /** Goes away by itself: retried for as long as it lasts, with backoff and jitter, and reported. */
    TRANSIENT,
    /** A defect in our code: the process stops. */
    BUG
}
