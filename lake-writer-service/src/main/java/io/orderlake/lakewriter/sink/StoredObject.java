package io.orderlake.lakewriter.sink;

import java.util.Optional;

/**
 * An object as it was read.
 *
 * @param etag identifies the content that was read: the object is replaced only if it still has this content
 * @param rowsDigest digest of its rows, from the writer; empty where the writer gave none
 * @param erased whether rows were erased from it before
 * @param bytes not copied: they must not be changed
 */
public record StoredObject(
        String key, String etag, String contentType, Optional<String> rowsDigest, boolean erased, byte[] bytes) {}
