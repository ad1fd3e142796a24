package io.orderlake.lakehouse.table;

import org.apache.iceberg.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Tables whose format can change a part of a table in one commit, and report which part changed. */
public interface IncrementalTables extends LakeTables {

    /** Like {@link #merge}, but the clauses define what happens to an existing row. */
    void mergeWith(LakeTable table, Dataset<Row> rows, String whenMatched, UpstreamProgress progress);

    /** Replaces the rows that meet the condition. Every file must meet it with all of its rows or with none. */
    void replaceWhere(LakeTable table, Dataset<Row> rows, Column condition, UpstreamProgress progress);

    /** The current table in Iceberg's API. */
    Table iceberg(LakeTable table);
}
