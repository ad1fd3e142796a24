package io.orderlake.orderwriter.api;

import io.orderlake.orderwriter.input.RequestRefusal;
import io.orderlake.orderwriter.input.RequestRefusal.Reason;
import java.io.IOException;
import java.io.InputStream;

/** Reads the body of a request, and never keeps more of it in memory than is allowed. */
final class Body {

    static final int MAX_BYTES = 64 * 1024;

    private Body() {}

    static byte[] read(InputStream in) throws IOException {
        byte[] body = in.readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw RequestRefusal.of(Reason.TOO_LARGE, "The body must have at most " + MAX_BYTES + " bytes");
        }
        return body;
    }
}
