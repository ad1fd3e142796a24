package io.orderlake.lakehouse.table;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The tables of silver and gold in one table format. Each call that writes is one atomic commit that carries its progress.
 */
public interface LakeTables {

    /**
     * Creates the table, or adds and widens its columns.
     *
     * @return the table with the columns that it now has
     * @throws IllegalStateException if the table has another key
     */
    LakeTable shape(LakeTable wanted);

    /** The progress of the table; empty if no commit that still exists has it. */
    Optional<UpstreamProgress> progress(LakeTable table, String upstream);

    /**
     * Inserts rows, and replaces rows with the same key and a lower position. There is one row per key, with the table's
     * columns.
     *
     * @throws CommitConflict if another commit was first; then either nothing has changed, or everything
     */
    void merge(LakeTable table, Dataset<Row> rows, UpstreamProgress progress);

    /** Replaces all rows. */
    void replace(LakeTable table, Dataset<Row> rows, UpstreamProgress progress);

    /** All current rows. */
    Dataset<Row> rows(LakeTable table);

    /** The snapshot that {@link #rows} would read now; empty for a table without snapshots. */
    Optional<String> snapshot(LakeTable table);
}
