package io.orderlake.lakehouse.staging;

import io.orderlake.contract.TableSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Files that AWS DMS writes to S3: {@code LOAD….csv} or {@code .parquet} of the full load, others for its changes. */
public record DmsFiles(SparkSession spark, TableSpec table, Kind kind, DmsSettings settings, ColumnMasks masks)
        implements StagedFormat {

    /** The formats that DMS writes. */
    public enum Kind {
        CSV,
        PARQUET
    }

    @Override
    public Dataset<Row> rows(List<String> paths) {
        DmsRows rows = new DmsRows(table, settings, masks);
        return switch (kind) {
            case PARQUET -> rows.of(parquet(paths));
            case CSV ->
                csvByColumns(paths).entrySet().stream()
                        .map(group -> rows.of(csv(group.getKey(), group.getValue())))
                        .reduce((a, b) -> a.unionByName(b, true))
                        .orElseThrow();
        };
    }

    private Dataset<Row> parquet(List<String> paths) {
        return spark.read()
                .option("mergeSchema", "true")
                .parquet(paths.toArray(String[]::new))
                .select(
                        functions.col("*"),
                        functions.col("_metadata.file_name").as(DmsRows.FILE),
                        functions.col("_metadata.file_modification_time").as(DmsRows.FILE_TIME),
                        functions.col("_metadata.row_index").as(DmsRows.ROW));
    }

    private Dataset<Row> csv(List<String> columns, List<String> paths) {
        StructField[] fields = columns.stream()
                .map(column -> DataTypes.createStructField(column, DataTypes.StringType, true))
                .toArray(StructField[]::new);
        DataFrameReader reader = spark.read()
                .schema(new StructType(fields))
                .option("header", String.valueOf(settings.columns().isEmpty()))
                .option("enforceSchema", "false")
                .option("escape", "\"")
                .option("nullValue", settings.nullValue())
                .option("emptyValue", "")
                .option("mode", "FAILFAST")
                // One task reads a file from its beginning to its end, whatever its size.
                .option("multiLine", "true");
        return numbered(reader.csv(paths.toArray(String[]::new))
                .select(
                        functions.col("*"),
                        functions.col("_metadata.file_name").as(DmsRows.FILE),
                        functions.col("_metadata.file_modification_time").as(DmsRows.FILE_TIME),
                        functions.monotonically_increasing_id().as(DmsRows.ROW)));
    }

    /** Numbers rows by their position in the file: Spark's own row numbers depend on what else is read. */
    private static Dataset<Row> numbered(Dataset<Row> rows) {
        return rows.withColumn(
                DmsRows.ROW,
                functions.row_number().over(Window.partitionBy(DmsRows.FILE).orderBy(DmsRows.ROW)));
    }

    /** Files of a full load have other columns than files of changes, and so have files after a change of the source table. */
    private Map<List<String>, List<String>> csvByColumns(List<String> paths) {
        return paths.stream().collect(Collectors.groupingBy(this::columns));
    }

    private List<String> columns(String path) {
        if (!settings.columns().isEmpty()) {
            return settings.columnsOf(DmsRows.isFullLoad(new Path(path).getName()));
        }
        return header(path);
    }

    private List<String> header(String path) {
        Path file = new Path(path);
        try (var bytes =
                        file.getFileSystem(spark.sessionState().newHadoopConf()).open(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            List<String> columns = new ArrayList<>();
            Arrays.stream((line == null ? "" : line).split(",", -1))
                    .map(name -> name.strip().replaceAll("^\"|\"$", ""))
                    .forEach(columns::add);
            return columns;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the header of " + path, e);
        }
    }
}
