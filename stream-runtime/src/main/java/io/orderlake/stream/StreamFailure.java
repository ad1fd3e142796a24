package io.orderlake.stream;

/** A failure whose kind is known where it is thrown. */
public class StreamFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;

    public StreamFailure(FailureKind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public StreamFailure(FailureKind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public FailureKind kind() {
        return kind;
    }
}
