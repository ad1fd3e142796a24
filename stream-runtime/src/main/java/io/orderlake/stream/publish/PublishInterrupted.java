package io.orderlake.stream.publish;

import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;

/** The thread was interrupted before everything was acknowledged; records without acknowledgement may still be stored. */
public final class PublishInterrupted extends StreamFailure {
    private static final long serialVersionUID = 1L;

    PublishInterrupted(String stream) {
        super(FailureKind.TRANSIENT, "Publishing to " + stream + " was interrupted");
    }
}
