package io.orderlake.relay;

/** A reject object that was listed does not stand there: it has expired, or is just being replaced. */
final class RejectObjectGone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RejectObjectGone(String key, Throwable cause) {
        super("No reject object stands at " + key, cause);
    }
}
