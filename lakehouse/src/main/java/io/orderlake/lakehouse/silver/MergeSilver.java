package io.orderlake.lakehouse.silver;

import io.orderlake.contract.TableSpec;
import io.orderlake.lakehouse.bronze.Bronze;
import io.orderlake.lakehouse.bronze.BronzeRange;
import io.orderlake.lakehouse.table.CommitConflict;
import io.orderlake.lakehouse.table.LakeTable;
import io.orderlake.lakehouse.table.LakeTables;
import io.orderlake.lakehouse.table.Progress;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings silver up to bronze: read what bronze got since the last merge, keep the last change per key, merge it by position.
 * Killed anywhere, or run twice, or beside another, it changes nothing that a single run would not.
 */
public final class MergeSilver {

    private static final Logger LOG = LoggerFactory.getLogger(MergeSilver.class);
    private static final int ATTEMPTS = 20;

    private final Bronze bronze;
    private final LakeTables tables;

    public MergeSilver(Bronze bronze, LakeTables tables) {
        this.bronze = bronze;
        this.tables = tables;
    }

    /** Merges one table; where another commit was first, again from what then stands. */
    public SilverOutcome merge(TableSpec table) {
        for (int attempt = 1; ; attempt++) {
            try {
                return mergeOnce(table);
            } catch (CommitConflict e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.info("Silver merge conflicted, repeating table={} attempt={}", table.name(), attempt);
            }
        }
    }

    private SilverOutcome mergeOnce(TableSpec table) {
        LakeTable silver = tables.shape(SilverColumns.wanted(table, bronze.schema(table.name())));
        Optional<Progress> progress = tables.progress(silver, Bronze.LAYER);
        Optional<BronzeRange> range = bronze.since(table.name(), progress);
        if (range.isEmpty()) {
            return SilverOutcome.nothingNew(table.name(), progress.map(Progress::mark));
        }
        return merged(silver, range.get());
    }

    /** Iceberg reads the rows of a merge more than once; the aggregate is computed once. */
    private SilverOutcome merged(LakeTable silver, BronzeRange range) {
        Dataset<Row> rows = SilverRows.of(range.rows(), silver).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            long keys = rows.count();
            tables.merge(silver, rows, range.through());
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
