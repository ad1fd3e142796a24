package io.orderlake.lakehouse.bronze;

import io.orderlake.lakehouse.table.UpstreamProgress;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows of bronze that a table does not contain yet, and its progress when it does.
 *
 * @param whole whether these are all rows of bronze, because the progress of the table is unknown
 */
public record BronzeRange(Dataset<Row> rows, UpstreamProgress through, boolean whole) {}
