package io.orderlake.lakewriter.landing;

/**
 * An object as it stands in the lake.
 *
 * @param length in bytes
 * @param sha256 of its bytes, in hexadecimal
 */
public record ObjectEntry(String key, int rows, long length, String sha256) {}
