package io.orderlake.lakewriter.claim;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** An event id as the window keeps it: half of a SHA-256, so that no producer can construct two equal ids. */
public record EventId(long high, long low) {

    /** Size of one id where ids are packed. */
    public static final int BYTES = 16;

    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Sha256::digest);

    /** The id of that text. */
    public static EventId of(String text) {
        ByteBuffer digest = ByteBuffer.wrap(DIGEST.get().digest(text.getBytes(StandardCharsets.UTF_8)));
        return new EventId(digest.getLong(), digest.getLong());
    }
}
