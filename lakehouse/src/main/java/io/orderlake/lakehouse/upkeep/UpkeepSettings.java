package io.orderlake.lakehouse.upkeep;

import java.time.Duration;

/**
 * How much upkeep does.
 *
 * @param minFiles number of small files in a partition from which on they are merged
 * @param keepSnapshots how long a snapshot can be read, that is, how far time travel and a stopped merge may look back
 * @param orphansOlderThan minimum age of files that belong to no snapshot; younger ones may belong to a commit in progress
 */
public record UpkeepSettings(int minFiles, Duration keepSnapshots, Duration orphansOlderThan) {

    public static final UpkeepSettings DEFAULTS = new UpkeepSettings(5, Duration.ofDays(5), Duration.ofDays(3));

    public UpkeepSettings {
        if (minFiles < 2) {
            throw new IllegalArgumentException(
                    "Cannot compact: expected at least 2 files to merge but was " + minFiles);
        }
    }
}
