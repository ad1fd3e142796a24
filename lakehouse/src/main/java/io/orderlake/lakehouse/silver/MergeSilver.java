package io.orderlake.lakehouse.silver;

import io.orderlake.contract.TableSpec;
import io.orderlake.lakehouse.bronze.Bronze;
import io.orderlake.lakehouse.bronze.BronzeRange;
import io.orderlake.lakehouse.table.CommitConflict;
import io.orderlake.lakehouse.table.LakeTable;
import io.orderlake.lakehouse.table.LakeTables;
import io.orderlake.lakehouse.table.UpstreamProgress;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Updates silver from bronze: read the changes since the last merge, keep the last one per key, merge it by position.
 * A run that is killed, repeated or concurrent with another one has the same result as a single run.
 */
public final class MergeSilver {

    private final Bronze bronze;
    private final LakeTables tables;

    public MergeSilver(Bronze bronze, LakeTables tables) {
        this.bronze = bronze;
        this.tables = tables;
    }

    /** Merges one table; starts again if another commit was first. */
    public SilverOutcome merge(TableSpec table) {
        return CommitConflict.repeated(() -> mergeOnce(table));
    }

    /** Replaces all rows by those that bronze gives, in one commit. */
    public SilverOutcome rebuild(TableSpec table) {
        return CommitConflict.repeated(() -> rebuildOnce(table));
    }

    /** The current table in silver; empty if bronze has nothing of it yet. */
    public Optional<LakeTable> current(TableSpec table) {
        return bronze.schema(table.name()).map(columns -> tables.shape(SilverColumns.wanted(table, columns)));
    }

    private SilverOutcome rebuildOnce(TableSpec table) {
        Optional<LakeTable> silver = current(table);
        Optional<BronzeRange> all = silver.flatMap(current -> bronze.all(table.name()));
        if (all.isEmpty()) {
            return SilverOutcome.nothingNew(table.name(), Optional.empty());
        }
        BronzeRange range = all.get();
        return written(silver.get(), range, rows -> tables.replace(silver.get(), rows, range.through()));
    }

    private SilverOutcome mergeOnce(TableSpec table) {
        Optional<LakeTable> current = current(table);
        if (current.isEmpty()) {
            return SilverOutcome.nothingNew(table.name(), Optional.empty());
        }
        LakeTable silver = current.get();
        Optional<UpstreamProgress> progress = tables.progress(silver, Bronze.LAYER);
        Optional<BronzeRange> range = bronze.since(table.name(), progress);
        if (range.isEmpty()) {
            return SilverOutcome.nothingNew(table.name(), progress.map(UpstreamProgress::mark));
        }
        BronzeRange news = range.get();
        return written(silver, news, rows -> tables.merge(silver, rows, news.through()));
    }

    /** Persisted, because Iceberg reads the rows of a merge more than once. */
    private static SilverOutcome written(LakeTable silver, BronzeRange range, Consumer<Dataset<Row>> write) {
        Dataset<Row> rows = SilverRows.of(range.rows(), silver).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            long keys = rows.count();
            write.accept(rows);
            return new SilverOutcome(
                    silver.name(),
                    keys,
                    range.whole(),
                    Optional.of(range.through().mark()));
        } finally {
            rows.unpersist();
        }
    }
}
