package io.orderlake.lakehouse.staging;

import java.util.List;

/**
 * What one run merged.
 *
 * @param keys how many rows of silver the objects spoke of, each of which was read back
 * @param corrupt objects that could not be read, and why; each run tries them again and tells them until they are repaired
 */
public record StagingOutcome(String table, int objects, long keys, List<String> corrupt) {

    public StagingOutcome {
        corrupt = List.copyOf(corrupt);
    }
}
