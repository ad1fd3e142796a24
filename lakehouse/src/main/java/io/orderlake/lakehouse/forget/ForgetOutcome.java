package io.orderlake.lakehouse.forget;

/**
 * What became of one table.
 *
 * @param table with its layer
 * @param found rows that named the person
 * @param remaining rows that still do
 * @param expired snapshots or versions of files that can no longer be read
 * @param orphans files that no snapshot knew, and that were removed
 */
public record ForgetOutcome(String table, long found, long remaining, long expired, long orphans) {}
