package io.orderlake.lakehouse.table;

import io.orderlake.lakehouse.schema.SchemaWidening;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.spark.CommitMetadata;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;

/** Iceberg tables, format v2, copy-on-write, so that every reader finds plain data files. */
public final class IcebergTables implements IncrementalTables {

    private final SparkSession spark;
    private final String catalog;

    public IcebergTables(SparkSession spark, String catalog) {
        this.spark = spark;
        this.catalog = catalog;
    }

    @Override
    public LakeTable shape(LakeTable wanted) {
        return attempt(wanted, () -> {
            if (!spark.catalog().tableExists(path(wanted))) {
                spark.sql("CREATE NAMESPACE IF NOT EXISTS " + catalog + "." + wanted.layer());
                spark.sql(IcebergSql.create(path(wanted), wanted));
            }
            Table table = iceberg(wanted);
            requireKey(wanted, table);
            SchemaWidening widening = SchemaWidening.of(SparkSchemaUtil.convert(table.schema()), wanted.schema());
            if (!widening.changesNothing()) {
                evolve(table, widening);
            }
            return wanted.with(widening.target());
        });
    }

    @Override
    public Optional<UpstreamProgress> progress(LakeTable table, String upstream) {
        Table iceberg = iceberg(table);
        for (Snapshot snapshot : SnapshotUtil.currentAncestors(iceberg)) {
            Optional<UpstreamProgress> progress = UpstreamProgress.of(upstream, snapshot.summary());
            if (progress.isPresent()) {
                return progress;
            }
        }
        return Optional.empty();
    }

    @Override
    public void merge(LakeTable table, Dataset<Row> rows, UpstreamProgress progress) {
        mergeWith(table, rows, IcebergSql.NEWEST_WINS, progress);
    }

    @Override
    public void mergeWith(LakeTable table, Dataset<Row> rows, String whenMatched, UpstreamProgress progress) {
        String view = "changes_" + UUID.randomUUID().toString().replace("-", "");
        rows.createOrReplaceTempView(view);
        try {
            String sql = IcebergSql.merge(path(table), view, table.key(), whenMatched);
            commit(table, progress, () -> spark.sql(sql));
        } finally {
            spark.catalog().dropTempView(view);
        }
    }

    @Override
    public void replace(LakeTable table, Dataset<Row> rows, UpstreamProgress progress) {
        replaceWhere(table, rows, functions.lit(true), progress);
    }

    @Override
    public void replaceWhere(LakeTable table, Dataset<Row> rows, Column condition, UpstreamProgress progress) {
        commit(table, progress, () -> {
            rows.writeTo(path(table)).overwrite(condition);
            return rows;
        });
    }

    @Override
    public Dataset<Row> rows(LakeTable table) {
        return spark.table(path(table));
    }

    @Override
    public Optional<String> snapshot(LakeTable table) {
        return Optional.ofNullable(iceberg(table).currentSnapshot())
                .map(snapshot -> String.valueOf(snapshot.snapshotId()));
    }

    @Override
    public Table iceberg(LakeTable table) {
        return load(spark, path(table));
    }

    /** The table with this full name. */
    public static Table load(SparkSession spark, String path) {
        try {
            return Spark3Util.loadIcebergTable(spark, path);
        } catch (NoSuchTableException | ParseException e) {
            throw new IllegalArgumentException("Cannot read " + path + ": the catalog has no such table", e);
        }
    }

    private String path(LakeTable table) {
        return catalog + "." + table.text();
    }

    private static void requireKey(LakeTable wanted, Table table) {
        String key = table.properties().get(IcebergSql.KEY);
        if (key != null && !key.equals(IcebergSql.key(wanted))) {
            throw OtherKey.of(wanted, key);
        }
    }

    private static void evolve(Table table, SchemaWidening widening) {
        UpdateSchema update = table.updateSchema();
        for (StructField field : widening.added()) {
            update.addColumn(field.name(), SparkSchemaUtil.convert(field.dataType()));
        }
        for (StructField field : widening.widened()) {
            Type.PrimitiveType type = (Type.PrimitiveType) SparkSchemaUtil.convert(field.dataType());
            update.updateColumn(field.name(), type);
        }
        update.commit();
    }

    private void commit(LakeTable table, UpstreamProgress progress, Callable<Object> write) {
        attempt(
                table,
                () -> CommitMetadata.withCommitProperties(
                        Map.of(progress.property(), progress.mark()), write, RuntimeException.class));
    }

    private static <T> T attempt(LakeTable table, Supplier<T> write) {
        return attempt(table.text(), write);
    }

    /** @throws CommitConflict if another commit was first, or may have been */
    public static <T> T attempt(String table, Supplier<T> write) {
        try {
            return write.get();
        } catch (RuntimeException e) {
            if (isConflict(e)) {
                throw new CommitConflict("Cannot commit to " + table + ": another writer was first", e);
            }
            throw e;
        }
    }

    private static boolean isConflict(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ValidationException
                    || cause instanceof CommitFailedException
                    || cause instanceof CommitStateUnknownException
                    || cause instanceof AlreadyExistsException) {
                return true;
            }
        }
        return false;
    }
}
