package io.orderlake.lakehouse.upkeep;

/**
 * What upkeep did to a table.
 *
 * @param rewritten data files that were merged into larger ones
 * @param failedGroups groups of files that were not merged because a writer was first; the next run merges them
 * @param expired snapshots that can no longer be read
 * @param orphans files that belonged to no snapshot
 */
public record UpkeepOutcome(
        String table, LiveFiles before, LiveFiles after, int rewritten, int failedGroups, int expired, int orphans) {}
