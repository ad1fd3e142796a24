package io.orderlake.transformer.change;

import io.orderlake.contract.Position;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** Places and ids for records whose producer gives none. */
final class Unpositioned {

    private static final int ID_BYTES = 16;

    private Unpositioned() {}

    /** The source's time, its microseconds included where there are some, then the event id. */
    static Position at(int epoch, Instant changedAt, String eventId) {
        String micros = String.format("%03d", changedAt.getNano() / 1_000 % 1_000);
        return Position.unpositioned(epoch, changedAt, micros + "-" + eventId);
    }

    /** An id that is the same whenever the same parts are read again. */
    static String eventId(String... parts) {
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
