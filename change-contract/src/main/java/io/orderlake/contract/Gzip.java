package io.orderlake.contract;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Compresses and decompresses bytes. */
final class Gzip {

    /** A few compressed bytes can unpack to very many. */
    private static final int MAX_BYTES = 16 << 20;

    private Gzip() {}

    static byte[] of(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    /** @throws IllegalArgumentException where the bytes are not packed, or are too many */
    static byte[] unzipped(byte[] zipped) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            byte[] bytes = gzip.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IllegalArgumentException(
                        "Cannot unpack an original: expected at most " + MAX_BYTES + " bytes but there are more");
            }
            return bytes;
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot unpack an original: " + e.getMessage(), e);
        }
    }
}
