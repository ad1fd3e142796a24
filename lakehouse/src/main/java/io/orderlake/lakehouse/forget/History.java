package io.orderlake.lakehouse.forget;

import io.orderlake.lakehouse.table.IcebergTables;
import io.orderlake.lakehouse.table.Progress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.DeleteOrphanFiles;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.SparkSession;

/** What an Iceberg table was: its snapshots, and files that no snapshot knows. */
final class History {

    /** Stores round the time of a file down to whole seconds. */
    private static final Duration ROUNDING = Duration.ofSeconds(2);

    private final SparkSession spark;
    private final Table table;

    History(SparkSession spark, Table table) {
        this.spark = spark;
        this.table = table;
    }

    /**
     * Commits an overwrite of nothing. Whoever follows the landing objects and has read them before finds it in the way of a
     * commit, and reads them again.
     *
     * @return milliseconds at which it stands
     */
    long mark() {
        OverwriteFiles mark = table.newOverwrite();
        Progress.standing(table).forEach(mark::set);
        mark.commit();
        table.refresh();
        return table.currentSnapshot().timestampMillis();
    }

    /** Forgets all snapshots but the current one, with their files; gives how many. */
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
     * Removes files that no snapshot knows, left by writers that died; gives how many. A file that was written after the mark
     * may belong to a commit under way.
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

    static History of(SparkSession spark, String path) {
        return new History(spark, IcebergTables.load(spark, path));
    }
}
