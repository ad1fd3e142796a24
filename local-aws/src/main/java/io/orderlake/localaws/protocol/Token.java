package io.orderlake.localaws.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** An opaque text made of parts, as iterators and next tokens are. */
public final class Token {

    private static final String BETWEEN = "|";

    private Token() {}

    public static String of(String... parts) {
        return Base64.getUrlEncoder().encodeToString(String.join(BETWEEN, parts).getBytes(StandardCharsets.UTF_8));
    }

    public static List<String> parts(String token, int count, String member) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            List<String> parts = List.of(text.split("\\|", -1));
            if (parts.size() == count) {
                return parts;
            }
        } catch (IllegalArgumentException notBase64) {
            // Told below, with the token of another make.
        }
        throw ServiceError.invalidArgument("Invalid " + member + ".");
    }
}
