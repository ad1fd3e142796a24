package io.orderlake.lakewriter.bronze;

import java.util.Objects;
import java.util.Set;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.jspecify.annotations.Nullable;

/**
 * Allows an append only if no other commit has moved the pointers or erased rows since the base snapshot. Iceberg calls it at
 * each attempt to commit, so its own retries are checked too. Pure.
 *
 * @param base the current snapshot when the table was loaded; null for none
 */
record BaseSnapshotGuard(@Nullable Long base) implements SnapshotAncestryValidator {

    /** In the summary of each snapshot that moves pointers. */
    static final String COMMITTER = "orderlake.committer";

    private static final Set<String> ERASING = Set.of(DataOperations.OVERWRITE, DataOperations.DELETE);

    @Override
    public boolean validate(Iterable<Snapshot> newestFirst) {
        Long next = null;
        boolean first = true;
        for (Snapshot snapshot : newestFirst) {
            if (Objects.equals(snapshot.snapshotId(), base)) {
                return true;
            }
            if (snapshot.summary().containsKey(COMMITTER) || ERASING.contains(snapshot.operation())) {
                return false;
            }
            next = snapshot.parentId();
            first = false;
        }
        // Older snapshots have expired, or there are none. All later ones were checked if the oldest follows the base.
        return first ? base == null : Objects.equals(next, base);
    }

    @Override
    public String errorMessage() {
        return "since snapshot " + base + ", another committer has appended or rows were erased";
    }
}
