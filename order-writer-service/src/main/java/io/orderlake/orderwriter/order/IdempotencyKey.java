package io.orderlake.orderwriter.order;

import io.orderlake.orderwriter.input.RequestRefusal;
import io.orderlake.orderwriter.input.RequestRefusal.Reason;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client's name for one request, which makes it safe to repeat the request.
 *
 * @param fingerprint SHA-256 of the body that came with it, in hexadecimal
 */
public record IdempotencyKey(String key, String fingerprint) {

    private static final Pattern ALLOWED = Pattern.compile("[\\x21-\\x7e]{1,255}");

    /** The key in an {@code Idempotency-Key} header; null without a header. */
    public static @Nullable IdempotencyKey of(@Nullable String header, byte[] body) {
        if (header == null) {
            return null;
        }
        if (!ALLOWED.matcher(header).matches()) {
            throw RequestRefusal.of(
                    Reason.INVALID, "Idempotency-Key", "must be 1 to 255 printable ASCII characters without spaces");
        }
        return new IdempotencyKey(header, HexFormat.of().formatHex(sha256().digest(body)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
