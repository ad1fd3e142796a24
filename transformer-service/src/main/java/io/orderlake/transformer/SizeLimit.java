package io.orderlake.transformer;

/**
 * What a record of {@code order-events} may weigh, and what becomes of a heavier one.
 *
 * @param bytes at most, line feed included
 */
public record SizeLimit(int bytes, Oversize oversize) {}
