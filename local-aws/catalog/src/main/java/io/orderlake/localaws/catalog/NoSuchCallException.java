package io.orderlake.localaws.catalog;

import java.io.Serial;

/** The catalog does not serve this method and path. */
final class NoSuchCallException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    NoSuchCallException(String call) {
        super("Cannot serve " + call + ": expected a call that GET /v1/config lists");
    }
}
