package io.orderlake.lakewriter.sink;

import java.util.Optional;

/**
 * An object as it was read.
 *
 * @param etag names what was read: a replacement takes place only while it stands
 * @param rowsDigest what the writer said of its rows; empty where it said nothing
 * @param erased whether rows of it were erased before
 * @param bytes not copied: nobody may change them
 */
public record StoredObject(
        String key, String etag, String contentType, Optional<String> rowsDigest, boolean erased, byte[] bytes) {}
