package io.orderlake.stream;

/** A shard iterator was not used in time; a new one for the same place serves. */
public final class IteratorExpired extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IteratorExpired(String message, Throwable cause) {
        super(message, cause);
    }
}
