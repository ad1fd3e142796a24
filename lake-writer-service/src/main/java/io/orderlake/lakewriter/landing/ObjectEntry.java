package io.orderlake.lakewriter.landing;

/**
 * An object in the lake, as its claim in the ledger describes it.
 *
 * @param length in bytes
 * @param sha256 of its bytes, in hexadecimal
 */
public record ObjectEntry(String key, int rows, long length, String sha256) {}
