package io.orderlake.lakehouse.staging;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A form in which staged objects come. */
public sealed interface StagedFormat permits LandingFiles, DmsFiles {

    /** The objects' rows with Orderlake's columns, as bronze would have them. Reading fails late, when rows are asked for. */
    Dataset<Row> rows(List<String> paths);
}
