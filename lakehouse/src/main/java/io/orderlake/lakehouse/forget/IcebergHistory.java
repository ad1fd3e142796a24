package io.orderlake.lakehouse.forget;

import io.orderlake.lakehouse.table.IcebergTables;
import io.orderlake.lakehouse.table.UpstreamProgress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.DeleteOrphanFiles;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.SparkSession;

/** The history of an Iceberg table: its snapshots, and files that belong to no snapshot. */
final class IcebergHistory {

    /** Stores round the time of a file down to whole seconds. */
    private static final Duration ROUNDING = Duration.ofSeconds(2);

    private final SparkSession spark;
    private final Table table;

    IcebergHistory(SparkSession spark, Table table) {
        this.spark = spark;
        this.table = table;
    }

    /**
     * Commits an overwrite that changes no rows. A writer that has read the landing objects before they were rewritten then
     * gets a commit conflict, and reads them again.
     *
     * @return the time of the commit in milliseconds
     */
    long mark() {
        OverwriteFiles mark = table.newOverwrite();
        UpstreamProgress.latestProperties(table).forEach(mark::set);
        mark.commit();
        table.refresh();
        return table.currentSnapshot().timestampMillis();
    }

    /** Removes all snapshots except the current one, with their files; returns their number. */
    long expire() {
        table.refresh();
        Set<Long> before = ids();
        Snapshot current = table.currentSnapshot();
        if (current == null) {
            return 0;
        }
        SparkActions.get(spark)
                .expireSnapshots(table)
                .expireOlderThan(current.timestampMillis() + 1)
                .retainLast(1)
                .execute();
        table.refresh();
        before.removeAll(ids());
        return before.size();
    }

    private Set<Long> ids() {
        Set<Long> ids = new HashSet<>();
        table.snapshots().forEach(snapshot -> ids.add(snapshot.snapshotId()));
        return ids;
    }

    /**
     * Removes files that belong to no snapshot, because their writer died; returns their number. A file that was written
     * after the mark may belong to a commit in progress.
     */
    long removeOrphans(long markedAt) {
        DeleteOrphanFiles.Result removed = SparkActions.get(spark)
                .deleteOrphanFiles(table)
                .usePrefixListing(true)
                .olderThan(markedAt - ROUNDING.toMillis())
                .execute();
        long count = 0;
        for (String ignored : removed.orphanFileLocations()) {
            count++;
        }
        return count;
    }

    static IcebergHistory of(SparkSession spark, String path) {
        return new IcebergHistory(spark, IcebergTables.load(spark, path));
    }
}
