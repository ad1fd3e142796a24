package io.orderlake.lakehouse.staging;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A format of staged objects. */
public sealed interface StagedFormat permits LandingFiles, DmsFiles {

    /** The objects' rows with the columns of bronze. A corrupt object fails late, when the rows are read. */
    Dataset<Row> rows(List<String> paths);
}
