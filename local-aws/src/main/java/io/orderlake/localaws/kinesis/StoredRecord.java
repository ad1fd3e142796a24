package io.orderlake.localaws.kinesis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A record in a segment file.
 *
 * <pre>
 *   frame = length of body (int), CRC-32 of body (int), body
 *   body  = ordinal (long), arrival in epoch milliseconds (long), length of key (short), key (UTF-8), data
 * </pre>
 */
record StoredRecord(long ordinal, long arrivedAt, byte[] key, byte[] data) {

    static final int HEAD_BYTES = 8;
    private static final int FIXED_BODY_BYTES = 18;

    String partitionKey() {
        return new String(key, StandardCharsets.UTF_8);
    }

    /** What counts against Kinesis' limits. */
    int payloadBytes() {
        return key.length + data.length;
    }

    int frameBytes() {
        return HEAD_BYTES + FIXED_BODY_BYTES + payloadBytes();
    }

    void writeTo(ByteBuffer target) {
        int start = target.position();
        target.position(start + HEAD_BYTES);
        target.putLong(ordinal)
                .putLong(arrivedAt)
                .putShort((short) key.length)
                .put(key)
                .put(data);
        int bodyBytes = target.position() - start - HEAD_BYTES;
        target.putInt(start, bodyBytes).putInt(start + 4, crc(target.slice(start + HEAD_BYTES, bodyBytes)));
    }

    /** The frame's length in bytes if the buffer holds its head, else 0; nonsense where the file is torn. */
    static int frameBytes(ByteBuffer source) {
        return source.remaining() < HEAD_BYTES ? 0 : HEAD_BYTES + source.getInt(source.position());
    }

    /** Takes one whole frame; null if it is torn. */
    static @Nullable StoredRecord readFrom(ByteBuffer source) {
        int bodyBytes = source.getInt();
        int crc = source.getInt();
        ByteBuffer body = source.slice(source.position(), bodyBytes);
        source.position(source.position() + bodyBytes);
        if (bodyBytes < FIXED_BODY_BYTES || crc(body.duplicate()) != crc) {
            return null;
        }
        long ordinal = body.getLong();
        long arrivedAt = body.getLong();
        byte[] key = new byte[body.getShort()];
        body.get(key);
        byte[] data = new byte[body.remaining()];
        body.get(data);
        return new StoredRecord(ordinal, arrivedAt, key, data);
    }

    private static int crc(ByteBuffer body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return (int) crc.getValue();
    }
}
