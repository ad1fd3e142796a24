package io.orderlake.lakehouse.silver;

import io.orderlake.contract.TableSpec;
import io.orderlake.lakehouse.bronze.Bronze;
import io.orderlake.lakehouse.bronze.BronzeRange;
import io.orderlake.lakehouse.table.CommitConflict;
import io.orderlake.lakehouse.table.LakeTable;
import io.orderlake.lakehouse.table.LakeTables;
import io.orderlake.lakehouse.table.Progress;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Brings silver up to bronze: read what bronze got since the last merge, keep the last change per key, merge it by position.
 * Killed anywhere, or run twice, or beside another, it changes nothing that a single run would not.
 */
public final class MergeSilver {

    private final Bronze bronze;
    private final LakeTables tables;

    public MergeSilver(Bronze bronze, LakeTables tables) {
        this.bronze = bronze;
        this.tables = tables;
    }

    /** Merges one table; where another commit was first, again from what then stands. */
    public SilverOutcome merge(TableSpec table) {
        return CommitConflict.repeated(() -> mergeOnce(table));
    }

    /** Puts what all of bronze gives in the place of what stands, in one commit. */
    public SilverOutcome rebuild(TableSpec table) {
        return CommitConflict.repeated(() -> rebuildOnce(table));
    }

    /** The table as it stands in silver; empty where bronze holds nothing of it yet. */
    public Optional<LakeTable> standing(TableSpec table) {
        return bronze.schema(table.name()).map(columns -> tables.shape(SilverColumns.wanted(table, columns)));
    }

    private SilverOutcome rebuildOnce(TableSpec table) {
        Optional<LakeTable> silver = standing(table);
        Optional<BronzeRange> all = silver.flatMap(standing -> bronze.all(table.name()));
        if (all.isEmpty()) {
            return SilverOutcome.nothingNew(table.name(), Optional.empty());
        }
        BronzeRange range = all.get();
        return written(silver.get(), range, rows -> tables.replace(silver.get(), rows, range.through()));
    }

    private SilverOutcome mergeOnce(TableSpec table) {
        Optional<LakeTable> standing = standing(table);
        if (standing.isEmpty()) {
            return SilverOutcome.nothingNew(table.name(), Optional.empty());
        }
        LakeTable silver = standing.get();
        Optional<Progress> progress = tables.progress(silver, Bronze.LAYER);
        Optional<BronzeRange> range = bronze.since(table.name(), progress);
        if (range.isEmpty()) {
            return SilverOutcome.nothingNew(table.name(), progress.map(Progress::mark));
        }
        BronzeRange news = range.get();
        return written(silver, news, rows -> tables.merge(silver, rows, news.through()));
    }

    /** Iceberg reads the rows of a merge more than once; the aggregate is computed once. */
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
