package io.orderlake.relay;

/** A reject object that was listed does not exist: it has expired, or is just being replaced. */
final class RejectObjectGone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RejectObjectGone(String key, Throwable cause) {
        super("Cannot read a reject object: there is none at " + key, cause);
    }
}
