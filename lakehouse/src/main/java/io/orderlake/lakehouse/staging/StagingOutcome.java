package io.orderlake.lakehouse.staging;

import java.util.List;

/**
 * What one run merged.
 *
 * @param keys number of rows of silver that the objects contained; each was read back
 * @param corrupt objects that could not be read, and why; each run tries and reports them again until they are repaired
 */
public record StagingOutcome(String table, int objects, long keys, List<String> corrupt) {

    public StagingOutcome {
        corrupt = List.copyOf(corrupt);
    }
}
