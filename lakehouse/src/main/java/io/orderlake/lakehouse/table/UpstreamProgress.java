package io.orderlake.lakehouse.table;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * How much of its upstream table a table contains. It is stored in the commit of the data, so that data and progress are
 * always consistent, and a table that is rolled back has its former progress.
 *
 * @param upstream {@code bronze} or {@code silver}
 * @param mark the snapshot of the upstream table that the table contains
 */
public record UpstreamProgress(String upstream, String mark) {

    /** Prefix of our properties of commits. */
    private static final String OURS = "orderlake.";

    private static final String PREFIX = OURS + "through-";

    /** The progress in the properties of a commit. */
    static Optional<UpstreamProgress> of(String upstream, Map<String, String> properties) {
        return Optional.ofNullable(properties.get(PREFIX + upstream)).map(mark -> new UpstreamProgress(upstream, mark));
    }

    /** Our properties in a table's commits, the latest value of each. A commit must copy them if older commits may expire. */
    public static Map<String, String> latestProperties(Table table) {
        Map<String, String> latest = new HashMap<>();
        if (table.currentSnapshot() != null) {
            for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
                snapshot.summary().forEach((key, value) -> {
                    if (key.startsWith(OURS)) {
                        latest.putIfAbsent(key, value);
                    }
                });
            }
        }
        return latest;
    }

    String property() {
        return PREFIX + upstream;
    }
}
