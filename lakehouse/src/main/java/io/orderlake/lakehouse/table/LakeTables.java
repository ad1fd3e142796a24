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
     * @throws IllegalStateException where the table has another key
     */
    LakeTable shape(LakeTable wanted);

    /** How far the table has come; empty where no commit that is still known says so. */
    Optional<Progress> progress(LakeTable table, String upstream);

    /**
     * Inserts rows and replaces rows of equal key that stand at a lower position; rows are one per key and have the table's
     * columns.
     *
     * @throws CommitConflict where another commit came in between; nothing has changed then, or all
     */
    void merge(LakeTable table, Dataset<Row> rows, Progress progress);

    /** Puts the rows in the place of all that stands. */
    void replace(LakeTable table, Dataset<Row> rows, Progress progress);

    /** All rows as they stand now. */
    Dataset<Row> rows(LakeTable table);

    /** The snapshot that {@link #rows} would read now; empty for a table without one. */
    Optional<String> snapshot(LakeTable table);
}
