package io.orderlake.launcher;

/** Ends a command with exit code 1; the message is all that the user needs to see. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserError(String message) {
        super(message);
    }

    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
