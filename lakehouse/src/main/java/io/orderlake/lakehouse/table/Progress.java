package io.orderlake.lakehouse.table;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * How far a table has followed what it is made from. It is stored in the commit of the data that it speaks of, so that data
 * and progress stand or fall together, and a table that is rolled back goes back in its progress, too.
 *
 * @param upstream {@code bronze} or {@code silver}
 * @param mark the snapshot of the upstream table that is contained
 */
public record Progress(String upstream, String mark) {

    /** Commits' properties of ours begin so. */
    private static final String OURS = "orderlake.";

    private static final String PREFIX = OURS + "through-";

    /** The progress among a commit's properties. */
    static Optional<Progress> of(String upstream, Map<String, String> properties) {
        return Optional.ofNullable(properties.get(PREFIX + upstream)).map(mark -> new Progress(upstream, mark));
    }

    /** Our properties of a table's commits, the latest of each: whoever lets old commits expire must carry them on. */
    public static Map<String, String> standing(Table table) {
        Map<String, String> standing = new HashMap<>();
        if (table.currentSnapshot() != null) {
            for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
                snapshot.summary().forEach((key, value) -> {
                    if (key.startsWith(OURS)) {
                        standing.putIfAbsent(key, value);
                    }
                });
            }
        }
        return standing;
    }

    String property() {
        return PREFIX + upstream;
    }
}
