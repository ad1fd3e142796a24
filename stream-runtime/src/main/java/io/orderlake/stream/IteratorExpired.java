package io.orderlake.stream;

/** A shard iterator was not used in time. A new one for the same position can be opened. */
public final class IteratorExpired extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IteratorExpired(String message, Throwable cause) {
        super(message, cause);
    }
}
