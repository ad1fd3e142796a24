package io.orderlake.stream;

/** Retention removed records that were not read. This is a gap, which is reported and never skipped silently. */
public final class RecordsTrimmed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RecordsTrimmed(String message) {
        super(message);
    }

    public RecordsTrimmed(String message, Throwable cause) {
        super(message, cause);
    }
}
