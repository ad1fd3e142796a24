package io.orderlake.launcher.verify;

/**
 * One difference between source and lake.
 *
 * @param format the landing format in which it shows: {@code json} or {@code parquet}
 * @param key the row's key
 * @param sentence what was expected, and what was found
 */
record Finding(Difference difference, String format, String key, String sentence) {}
