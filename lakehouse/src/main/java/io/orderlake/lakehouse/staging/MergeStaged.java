package io.orderlake.lakehouse.staging;

import static org.apache.spark.sql.functions.col;

import io.orderlake.contract.CdcColumns;
import io.orderlake.contract.TableSpec;
import io.orderlake.lakehouse.silver.SilverColumns;
import io.orderlake.lakehouse.silver.SilverRows;
import io.orderlake.lakehouse.table.CommitConflict;
import io.orderlake.lakehouse.table.LakeTable;
import io.orderlake.lakehouse.table.LakeTables;
import io.orderlake.lakehouse.table.UpstreamProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Merges new objects of a folder into silver: list them, skip known ones, set corrupt ones aside, merge by position, read
 * back, remember.
 */
public final class MergeStaged {

    private static final String UPSTREAM = "staging";

    private final SparkSession spark;
    private final String catalog;
    private final LakeTables tables;

    public MergeStaged(SparkSession spark, String catalog, LakeTables tables) {
        this.spark = spark;
        this.catalog = catalog;
        this.tables = tables;
    }

    /** Merges the new objects of the folder. */
    public StagingOutcome merge(TableSpec table, String folder, StagedFormat format) {
        MergedObjects merged = new MergedObjects(spark, catalog, table.name());
        List<StagedObject> news = listed(folder);
        Set<StagedObject> known = merged.known();
        news.removeIf(known::contains);
        if (news.isEmpty()) {
            return new StagingOutcome(table.name(), 0, 0, List.of());
        }
        LakeTable silver = tables.shape(SilverColumns.wanted(table, new StructType()));
        List<CorruptObject> corrupt = corrupt(news, silver, format);
        corrupt.forEach(bad -> news.remove(bad.object()));
        long keys = news.isEmpty() ? 0 : CommitConflict.repeated(() -> mergeObjects(silver, format, news));
        merged.remember(news);
        return new StagingOutcome(
                table.name(),
                news.size(),
                keys,
                corrupt.stream()
                        .map(bad -> bad.object().path() + ": " + bad.reason())
                        .toList());
    }

    private long mergeObjects(LakeTable silver, StagedFormat format, List<StagedObject> objects) {
        Dataset<Row> staged = format.rows(paths(objects));
        // A merge accepts only deterministic expressions, and row numbers are none; their persisted values are.
        Dataset<Row> rows = SilverRows.of(staged, silver).localCheckpoint();
        tables.merge(
                silver,
                rows,
                new UpstreamProgress(UPSTREAM, objects.get(objects.size() - 1).path()));
        readBack(silver, rows);
        return rows.count();
    }

    /** Each key must be in silver, with the staged position or a higher one. */
    private void readBack(LakeTable silver, Dataset<Row> staged) {
        Dataset<Row> current = tables.rows(silver).as("t");
        Column same = silver.key().stream()
                .map(key -> col("t." + key).eqNullSafe(col("c." + key)))
                .reduce(Column::and)
                .orElseThrow();
        Column reached = col("t." + CdcColumns.POSITION).geq(col("c." + CdcColumns.POSITION));
        long missing =
                staged.as("c").join(current, same.and(reached), "left_anti").count();
        if (missing > 0) {
            throw new IllegalStateException("Cannot confirm the merge into " + silver.text()
                    + ": expected every staged row to be read back, but " + missing + " were not");
        }
    }

    /**
     * Reads all objects at once, and each alone only if that fails. A corrupt object is not remembered but tried again, because
     * storage that is unavailable for a while looks the same.
     */
    private static List<CorruptObject> corrupt(List<StagedObject> objects, LakeTable silver, StagedFormat format) {
        List<CorruptObject> corrupt = new ArrayList<>();
        if (defect(objects, silver, format) != null) {
            for (StagedObject object : objects) {
                String defect = defect(List.of(object), silver, format);
                if (defect != null) {
                    corrupt.add(new CorruptObject(object, defect));
                }
            }
        }
        return corrupt;
    }

    private static @Nullable String defect(List<StagedObject> objects, LakeTable silver, StagedFormat format) {
        try {
            SilverRows.of(format.rows(paths(objects)), silver)
                    .foreachPartition((ForeachPartitionFunction<Row>) MergeStaged::readThrough);
            return null;
        } catch (Exception e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        }
    }

    private static void readThrough(Iterator<Row> rows) {
        rows.forEachRemaining(row -> {});
    }

    private List<StagedObject> listed(String folder) {
        List<StagedObject> objects = new ArrayList<>();
        Path root = new Path(folder);
        try {
            FileSystem files = root.getFileSystem(spark.sessionState().newHadoopConf());
            RemoteIterator<LocatedFileStatus> found = files.listFiles(root, true);
            while (found.hasNext()) {
                LocatedFileStatus file = found.next();
                String name = file.getPath().getName();
                if (file.getLen() > 0 && !name.startsWith("_") && !name.startsWith(".")) {
                    objects.add(new StagedObject(file.getPath().toString(), file.getLen(), file.getModificationTime()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
        return objects;
    }

    private static List<String> paths(List<StagedObject> objects) {
        return objects.stream().map(StagedObject::path).toList();
    }
}
