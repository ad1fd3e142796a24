package io.orderlake.launcher.verify;

/**
 * How long changes took from their time at the source to their landing object, deletes left out.
 *
 * @param p50 milliseconds that half of them kept to
 * @param p99 milliseconds that 99 of 100 kept to
 */
public record Freshness(long p50, long p99) {}
