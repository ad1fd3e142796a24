package io.orderlake.lakewriter.landing;

/**
 * An object as it is to be written.
 *
 * @param rows how many rows or rejects it holds
 * @param rowsDigest SHA-256 of their lines: equal for equal rows in whatever format and encoding
 * @param rejects whether it holds rejects, which have settings of their own
 * @param bytes not copied: nobody may change them
 */
public record LandingObject(
        String bucket, String key, String contentType, int rows, String rowsDigest, boolean rejects, byte[] bytes) {}
