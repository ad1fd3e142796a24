package io.orderlake.lakehouse;

import io.orderlake.contract.TableSpec;
import io.orderlake.lakehouse.staging.ColumnMasks;
import io.orderlake.lakehouse.staging.DmsFiles;
import io.orderlake.lakehouse.staging.DmsSettings;
import io.orderlake.lakehouse.staging.LandingFiles;
import io.orderlake.lakehouse.staging.StagedFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The format of staged objects that the options name. */
final class StagingFormats {

    private StagingFormats() {}

    static StagedFormat of(SparkSession spark, TableSpec table, JobOptions options) {
        JobOptions.Staged staged = options.staged()
                .orElseThrow(() ->
                        new IllegalArgumentException("Cannot stage: expected --staged, the format of the objects"));
        return switch (staged) {
            case LANDING_PARQUET -> new LandingFiles(spark, table, LandingFiles.Kind.PARQUET);
            case LANDING_JSON -> new LandingFiles(spark, table, LandingFiles.Kind.JSON);
            case DMS_CSV -> dms(spark, table, DmsFiles.Kind.CSV, options);
            case DMS_PARQUET -> dms(spark, table, DmsFiles.Kind.PARQUET, options);
        };
    }

    private static StagedFormat dms(SparkSession spark, TableSpec table, DmsFiles.Kind kind, JobOptions options) {
        DmsSettings settings = new DmsSettings(
                options.dmsColumns() == null ? List.of() : options.dmsColumns(),
                options.dmsOpInFullLoad(),
                options.dmsTimeColumn(),
                options.dmsNull());
        ColumnMasks masks = new ColumnMasks(table, options.maskKeyFile().map(file -> text(spark, file)));
        return new DmsFiles(spark, table, kind, settings, masks);
    }

    /** In a file, because every console that lists jobs would show a secret in their arguments. */
    private static String text(SparkSession spark, String file) {
        Path path = new Path(file);
        try (InputStream bytes =
                path.getFileSystem(spark.sessionState().newHadoopConf()).open(path)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the mask key", e);
        }
    }
}
