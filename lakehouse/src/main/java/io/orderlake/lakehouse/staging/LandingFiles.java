package io.orderlake.lakehouse.staging;

import io.orderlake.contract.TableSpec;
import io.orderlake.lakehouse.schema.SparkTypes;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The objects that the lake writer lands. */
public record LandingFiles(SparkSession spark, TableSpec table, Kind kind) implements StagedFormat {

    /** The formats of landing objects. */
    public enum Kind {
        PARQUET,
        JSON
    }

    @Override
    public Dataset<Row> rows(List<String> paths) {
        String[] objects = paths.toArray(String[]::new);
        // Folders such as order_date=2026-11-01 repeat a column that is in the object too.
        DataFrameReader reader = spark.read().option("recursiveFileLookup", "true");
        return switch (kind) {
            case PARQUET -> reader.option("mergeSchema", "true").parquet(objects);
            case JSON ->
                reader.schema(SparkTypes.schema(table.rowSchema()))
                        .option("mode", "FAILFAST")
                        .json(objects);
        };
    }
}
