package io.orderlake.lakehouse.upkeep;

import io.orderlake.lakehouse.table.IcebergTables;
import io.orderlake.lakehouse.table.UpstreamProgress;
import java.time.Instant;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.DeleteOrphanFiles;
import org.apache.iceberg.actions.RewriteDataFiles;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.SparkSession;

/**
 * Keeps a table small and fast to read while writers use it. A group of files that a writer has changed meanwhile is left to
 * the next run, and no writer waits for more than one commit.
 */
public final class Upkeep {

    private final SparkSession spark;
    private final String catalog;
    private final UpkeepSettings settings;

    public Upkeep(SparkSession spark, String catalog, UpkeepSettings settings) {
        this.spark = spark;
        this.catalog = catalog;
        this.settings = settings;
    }

    /** Compacts files, expires snapshots and removes orphans, in this order, so that compacted files can expire. */
    public UpkeepOutcome run(String table, Instant now) {
        Table iceberg = IcebergTables.load(spark, catalog + "." + table);
        LiveFiles before = LiveFiles.of(iceberg);
        if (iceberg.currentSnapshot() == null) {
            return new UpkeepOutcome(table, before, before, 0, 0, 0, 0);
        }
        RewriteDataFiles.Result rewritten = compact(iceberg);
        int expired = expire(iceberg, now);
        int orphans = removeOrphans(iceberg, now);
        return new UpkeepOutcome(
                table,
                before,
                LiveFiles.of(iceberg),
                rewritten.rewrittenDataFilesCount(),
                rewritten.rewriteFailures().size(),
                expired,
                orphans);
    }

    private RewriteDataFiles.Result compact(Table iceberg) {
        var rewrite = SparkActions.get(spark)
                .rewriteDataFiles(iceberg)
                .option(RewriteDataFiles.PARTIAL_PROGRESS_ENABLED, "true")
                .option("min-input-files", String.valueOf(settings.minFiles()));
        UpstreamProgress.latestProperties(iceberg).forEach(rewrite::snapshotProperty);
        return rewrite.execute();
    }

    private int expire(Table iceberg, Instant now) {
        iceberg.refresh();
        Set<Long> before = ids(iceberg);
        SparkActions.get(spark)
                .expireSnapshots(iceberg)
                .expireOlderThan(now.minus(settings.keepSnapshots()).toEpochMilli())
                .retainLast(1)
                .execute();
        iceberg.refresh();
        before.removeAll(ids(iceberg));
        return before.size();
    }

    private static Set<Long> ids(Table iceberg) {
        Set<Long> ids = new java.util.HashSet<>();
        iceberg.snapshots().forEach(snapshot -> ids.add(snapshot.snapshotId()));
        return ids;
    }

    /** Lists files through the table's own file access, so that no Hadoop file system for S3 is needed. */
    private int removeOrphans(Table iceberg, Instant now) {
        DeleteOrphanFiles.Result removed = SparkActions.get(spark)
                .deleteOrphanFiles(iceberg)
                .usePrefixListing(true)
                .olderThan(now.minus(settings.orphansOlderThan()).toEpochMilli())
                .execute();
        int count = 0;
        for (String ignored : removed.orphanFileLocations()) {
            count++;
        }
        return count;
    }
}
