package io.orderlake.lakehouse.table;

import org.apache.iceberg.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Tables whose format can change a part of a table in one commit, and tell which part changed. */
public interface IncrementalTables extends LakeTables {

    /** Like {@link #merge}, but what becomes of a row that stands is the clauses' say. */
    void mergeWith(LakeTable table, Dataset<Row> rows, String whenMatched, Progress progress);

    /** Puts the rows in the place of those that meet the condition, which every file must meet as a whole or not at all. */
    void replaceWhere(LakeTable table, Dataset<Row> rows, Column condition, Progress progress);

    /** The table as Iceberg's own API knows it, as of now. */
    Table iceberg(LakeTable table);
}
