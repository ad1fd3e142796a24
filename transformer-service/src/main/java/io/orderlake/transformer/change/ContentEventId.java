package io.orderlake.transformer.change;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Event ids for records whose producer sends none. */
final class ContentEventId {

    private static final int ID_BYTES = 16;

    private ContentEventId() {}

    /** An id that is the same whenever the same parts are read again. */
    static String of(String... parts) {
        byte[] digest = sha256().digest(String.join("\u0000", parts).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
