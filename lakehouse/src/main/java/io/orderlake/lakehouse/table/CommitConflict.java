package io.orderlake.lakehouse.table;

/** Somebody else committed in between, or it is not known whether we did: look again at what stands, then repeat. */
public final class CommitConflict extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommitConflict(String message, Throwable cause) {
        super(message, cause);
    }
}
