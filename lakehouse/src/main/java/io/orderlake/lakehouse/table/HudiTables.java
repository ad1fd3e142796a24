package io.orderlake.lakehouse.table;

import io.orderlake.lakehouse.schema.SchemaWidening;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hudi.common.table.HoodieTableMetaClient;
import org.apache.hudi.common.table.timeline.HoodieInstant;
import org.apache.hudi.exception.HoodieLockException;
import org.apache.hudi.exception.HoodieWriteConflictException;
import org.apache.hudi.hadoop.fs.HadoopFSUtils;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** Hudi tables, copy-on-write, one folder each under the warehouse. */
public final class HudiTables implements LakeTables {

    private static final String META_COLUMNS = "_hoodie_";

    private final SparkSession spark;
    private final String warehouse;
    private final Map<String, String> options;

    /** @param options of Hudi, which override ours: a lock provider, catalog sync, retention */
    public HudiTables(SparkSession spark, String warehouse, Map<String, String> options) {
        this.spark = spark;
        this.warehouse = warehouse;
        this.options = Map.copyOf(options);
    }

    @Override
    public LakeTable shape(LakeTable wanted) {
        Optional<HoodieTableMetaClient> current = client(wanted);
        if (current.isEmpty()) {
            return wanted;
        }
        requireKey(wanted, current.get());
        SchemaWidening widening = SchemaWidening.of(rows(wanted).schema(), wanted.schema());
        LakeTable shaped = wanted.with(widening.target());
        if (!widening.widened().isEmpty()) {
            rewrite(shaped, current.get());
        }
        return shaped;
    }

    @Override
    public Optional<UpstreamProgress> progress(LakeTable table, String upstream) {
        return client(table)
                .flatMap(client -> commits(client).stream()
                        .map(commit -> UpstreamProgress.of(upstream, properties(client, commit)))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    @Override
    public void merge(LakeTable table, Dataset<Row> rows, UpstreamProgress progress) {
        write(table, rows, "upsert", Map.of(progress.property(), progress.mark()));
    }

    @Override
    public void replace(LakeTable table, Dataset<Row> rows, UpstreamProgress progress) {
        write(table, rows, "insert_overwrite_table", Map.of(progress.property(), progress.mark()));
    }

    @Override
    public Dataset<Row> rows(LakeTable table) {
        return withoutMetaColumns(spark.read().format("hudi").load(path(table)));
    }

    @Override
    public Optional<String> snapshot(LakeTable table) {
        return client(table).map(client -> commits(client).get(0).requestedTime());
    }

    /** Replaces all rows and removes the old ones from the storage; keeps the progress. */
    public void replaceAndClean(LakeTable table, Dataset<Row> rows) {
        Map<String, String> properties = progress(client(table).orElseThrow());
        properties.putAll(HudiOptions.WITHOUT_HISTORY);
        write(table, rows, "insert_overwrite_table", properties);
    }

    /** Removes the files that contain no current rows; returns their number. */
    public long clean(LakeTable table) {
        long before = files(table);
        // A separate clean would only look at changes since the last clean, with the rules of that one.
        replaceAndClean(table, rows(table));
        return Math.max(0, before - files(table));
    }

    private long files(LakeTable table) {
        Path path = new Path(path(table));
        try {
            RemoteIterator<LocatedFileStatus> files =
                    path.getFileSystem(spark.sessionState().newHadoopConf()).listFiles(path, true);
            long count = 0;
            while (files.hasNext()) {
                count += files.next().getPath().getName().endsWith(".parquet") ? 1 : 0;
            }
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + path, e);
        }
    }

    /** The folder of the table. */
    public String path(LakeTable table) {
        return warehouse + "/" + table.layer() + "/" + table.name();
    }

    /**
     * Hudi cannot read files with a narrower decimal together with those of a wider one, so all rows are rewritten. Its check
     * of schemas refuses wider decimals; the option that turns it off is named after dropped columns, but none is dropped.
     */
    private void rewrite(LakeTable shaped, HoodieTableMetaClient client) {
        Dataset<Row> current = rows(shaped);
        Column[] columns = Arrays.stream(shaped.schema().fields())
                .map(field -> (List.of(current.columns()).contains(field.name())
                                ? functions.col(field.name())
                                : functions.lit(null))
                        .cast(field.dataType())
                        .as(field.name()))
                .toArray(Column[]::new);
        Map<String, String> properties = progress(client);
        properties.put("hoodie.datasource.write.schema.allow.auto.evolution.column.drop", "true");
        write(shaped, current.select(columns), "insert_overwrite_table", properties);
    }

    private static Map<String, String> progress(HoodieTableMetaClient client) {
        Map<String, String> ours =
                new HashMap<>(properties(client, commits(client).get(0)));
        ours.keySet().removeIf(key -> !key.startsWith(HudiOptions.COMMIT_PROPERTIES));
        return ours;
    }

    private void write(LakeTable table, Dataset<Row> rows, String operation, Map<String, String> properties) {
        attempt(table, () -> {
            rows.write()
                    .format("hudi")
                    .options(HudiOptions.of(table, operation, warehouse))
                    .options(options)
                    .options(properties)
                    .mode(SaveMode.Append)
                    .save(path(table));
            return true;
        });
    }

    /** Empty if no commit was ever completed. */
    private Optional<HoodieTableMetaClient> client(LakeTable table) {
        Configuration conf = spark.sessionState().newHadoopConf();
        try {
            Path path = new Path(path(table));
            if (!path.getFileSystem(conf).exists(new Path(path, HoodieTableMetaClient.METAFOLDER_NAME))) {
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path(table), e);
        }
        HoodieTableMetaClient client = HoodieTableMetaClient.builder()
                .setConf(HadoopFSUtils.getStorageConfWithCopy(conf))
                .setBasePath(path(table))
                .build();
        return Optional.of(client).filter(c -> !commits(c).isEmpty());
    }

    /** Completed commits, the last one first. */
    private static List<HoodieInstant> commits(HoodieTableMetaClient client) {
        return client.getActiveTimeline()
                .getCommitsTimeline()
                .filterCompletedInstants()
                .getReverseOrderedInstants()
                .toList();
    }

    private static Map<String, String> properties(HoodieTableMetaClient client, HoodieInstant commit) {
        try {
            return client.getActiveTimeline().readCommitMetadata(commit).getExtraMetadata();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read commit " + commit + " of " + client.getBasePath(), e);
        }
    }

    private static void requireKey(LakeTable wanted, HoodieTableMetaClient client) {
        client.getTableConfig().getRecordKeyFields().ifPresent(fields -> {
            if (!List.of(fields).equals(wanted.key())) {
                throw OtherKey.of(wanted, String.join(",", fields));
            }
        });
    }

    private static Dataset<Row> withoutMetaColumns(Dataset<Row> rows) {
        StructType schema = rows.schema();
        return rows.drop(Arrays.stream(schema.fieldNames())
                .filter(name -> name.startsWith(META_COLUMNS))
                .toArray(String[]::new));
    }

    private static <T> T attempt(LakeTable table, Supplier<T> write) {
        try {
            return write.get();
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof HoodieWriteConflictException || cause instanceof HoodieLockException) {
                    throw new CommitConflict("Cannot commit to " + table.text() + ": another writer was first", e);
                }
            }
            throw e;
        }
    }
}
