package io.orderlake.lakehouse.table;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Dies before or after the Nth call that changes something, like a process. */
public final class DyingTables implements IncrementalTables {

    /** The process has died. */
    public static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final LakeTables tables;
    private final int call;
    private final boolean before;
    private int calls;

    public DyingTables(LakeTables tables, int call, boolean before) {
        this.tables = tables;
        this.call = call;
        this.before = before;
    }

    @Override
    public LakeTable shape(LakeTable wanted) {
        return dyingAround(() -> tables.shape(wanted));
    }

    @Override
    public void merge(LakeTable table, Dataset<Row> rows, UpstreamProgress progress) {
        dyingAround(() -> tables.merge(table, rows, progress));
    }

    @Override
    public void replace(LakeTable table, Dataset<Row> rows, UpstreamProgress progress) {
        dyingAround(() -> tables.replace(table, rows, progress));
    }

    @Override
    public void mergeWith(LakeTable table, Dataset<Row> rows, String whenMatched, UpstreamProgress progress) {
        dyingAround(() -> incremental().mergeWith(table, rows, whenMatched, progress));
    }

    @Override
    public void replaceWhere(LakeTable table, Dataset<Row> rows, Column condition, UpstreamProgress progress) {
        dyingAround(() -> incremental().replaceWhere(table, rows, condition, progress));
    }

    @Override
    public Optional<UpstreamProgress> progress(LakeTable table, String upstream) {
        return tables.progress(table, upstream);
    }

    @Override
    public Dataset<Row> rows(LakeTable table) {
        return tables.rows(table);
    }

    @Override
    public Optional<String> snapshot(LakeTable table) {
        return tables.snapshot(table);
    }

    @Override
    public Table iceberg(LakeTable table) {
        return incremental().iceberg(table);
    }

    private IncrementalTables incremental() {
        return (IncrementalTables) tables;
    }

    private void dyingAround(Runnable step) {
        dyingAround(() -> {
            step.run();
            return true;
        });
    }

    private <T> T dyingAround(Supplier<T> step) {
        boolean last = ++calls == call;
        if (last && before) {
            throw new Death();
        }
        T result = step.get();
        if (last) {
            throw new Death();
        }
        return result;
    }
}
