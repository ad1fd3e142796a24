package io.orderlake.stream.security;

import java.io.IOException;
import java.time.Duration;

/** The body of a request did not arrive in time. The connection cannot be used any more. */
public final class SlowBody extends IOException {
    private static final long serialVersionUID = 1L;

    SlowBody(Duration within, IOException cause) {
        this(within);
        initCause(cause);
    }

    SlowBody(Duration within) {
        super("The body must come in within " + within.toMillis() + " ms");
    }
}
