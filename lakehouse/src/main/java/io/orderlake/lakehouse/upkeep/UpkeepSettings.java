package io.orderlake.lakehouse.upkeep;

import java.time.Duration;

/**
 * How much upkeep does.
 *
 * @param minFiles as many small files of one partition are worth rewriting
 * @param keepSnapshots how long a snapshot can be read, that is, how far time travel and a stopped merge may look back
 * @param orphansOlderThan how old an unknown file must be; younger ones may belong to a commit under way
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
