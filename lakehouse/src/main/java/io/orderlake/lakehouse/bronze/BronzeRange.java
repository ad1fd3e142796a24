package io.orderlake.lakehouse.bronze;

import io.orderlake.lakehouse.table.Progress;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows of bronze that a table has not seen, and where it stands once it has.
 *
 * @param whole whether these are all rows that bronze holds, because where the table stood is no longer known
 */
public record BronzeRange(Dataset<Row> rows, Progress through, boolean whole) {}
