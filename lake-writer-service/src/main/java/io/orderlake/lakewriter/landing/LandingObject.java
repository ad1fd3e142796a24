package io.orderlake.lakewriter.landing;

/**
 * An object that will be written.
 *
 * @param rows how many rows or rejects it holds
 * @param rowsDigest SHA-256 of their lines: equal for equal rows in any format and encoding
 * @param rejects whether it holds rejects: their objects have other settings
 * @param bytes not copied: they must not be changed
 */
public record LandingObject(
        String bucket, String key, String contentType, int rows, String rowsDigest, boolean rejects, byte[] bytes) {}
