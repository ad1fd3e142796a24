package io.orderlake.lakehouse.forget;

/**
 * What forgetting a person did to one table.
 *
 * @param table with its layer
 * @param found rows that named the person
 * @param remaining rows that still name the person
 * @param expired snapshots or versions of files that can no longer be read
 * @param orphans removed files that belonged to no snapshot
 */
public record ForgetOutcome(String table, long found, long remaining, long expired, long orphans) {}
