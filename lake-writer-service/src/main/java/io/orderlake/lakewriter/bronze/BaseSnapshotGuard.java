package io.orderlake.lakewriter.bronze;

import java.util.Objects;
import java.util.Set;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.jspecify.annotations.Nullable;

/**
 * Lets an append pass if, since the snapshot upon which it was made, nobody moved the pointers and nobody erased. Iceberg asks
 * at each attempt to commit, so that its own retries are guarded too. Pure.
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
        // The rest has expired, or there is none: all that came since has been looked at if it joins the base.
        return first ? base == null : Objects.equals(next, base);
    }

    @Override
    public String errorMessage() {
        return "since snapshot " + base + " another committer appended, or rows were erased";
    }
}
