package io.orderlake.lakehouse.bronze;

import io.orderlake.lakehouse.table.IcebergTables;
import io.orderlake.lakehouse.table.UpstreamProgress;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Reads bronze, which is an Iceberg table whatever format silver has. */
public final class Bronze {

    public static final String LAYER = "bronze";

    private final SparkSession spark;
    private final String catalog;

    public Bronze(SparkSession spark, String catalog) {
        this.spark = spark;
        this.catalog = catalog;
    }

    /**
     * The rows after that progress; empty if there are none. All rows if the snapshot does not exist any more, because it
     * expired or was rolled back: a merge by position may read a row again, but must not miss one.
     */
    public Optional<BronzeRange> since(String table, Optional<UpstreamProgress> progress) {
        String path = path(table);
        Table bronze = IcebergTables.load(spark, path);
        Snapshot current = bronze.currentSnapshot();
        if (current == null) {
            return Optional.empty();
        }
        UpstreamProgress through = new UpstreamProgress(LAYER, String.valueOf(current.snapshotId()));
        if (progress.filter(through::equals).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(progress.filter(p -> isKnown(bronze, p))
                .map(p -> appended(path, p, through))
                .orElseGet(() -> whole(path, through)));
    }

    /** All current rows of bronze; empty for a table that never had one. */
    public Optional<BronzeRange> all(String table) {
        return since(table, Optional.empty());
    }

    /** The current columns of bronze; empty if nothing has landed yet, because the lake writer creates the table then. */
    public Optional<StructType> schema(String table) {
        return spark.catalog().tableExists(path(table))
                ? Optional.of(SparkSchemaUtil.convert(
                        IcebergTables.load(spark, path(table)).schema()))
                : Optional.empty();
    }

    private static boolean isKnown(Table bronze, UpstreamProgress progress) {
        long snapshot = Long.parseLong(progress.mark());
        return bronze.snapshot(snapshot) != null && SnapshotUtil.isAncestorOf(bronze, snapshot);
    }

    private BronzeRange appended(String path, UpstreamProgress from, UpstreamProgress through) {
        var rows = spark.read()
                .option("start-snapshot-id", from.mark())
                .option("end-snapshot-id", through.mark())
                .table(path);
        return new BronzeRange(rows, through, false);
    }

    private BronzeRange whole(String path, UpstreamProgress through) {
        return new BronzeRange(
                spark.read().option("versionAsOf", through.mark()).table(path), through, true);
    }

    private String path(String table) {
        return catalog + "." + LAYER + "." + table;
    }
}
