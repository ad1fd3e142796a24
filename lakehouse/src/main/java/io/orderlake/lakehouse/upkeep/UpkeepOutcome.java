package io.orderlake.lakehouse.upkeep;

/**
 * What upkeep did to a table.
 *
 * @param rewritten data files that were merged into larger ones
 * @param failedGroups groups of files that could not be merged since a writer was first; the next run takes them
 * @param expired snapshots that can no longer be read
 * @param orphans files that no snapshot knew
 */
public record UpkeepOutcome(
        String table, LiveFiles before, LiveFiles after, int rewritten, int failedGroups, int expired, int orphans) {}
