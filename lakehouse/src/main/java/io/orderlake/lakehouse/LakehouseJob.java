package io.orderlake.lakehouse;

import io.orderlake.contract.Tables;
import io.orderlake.contract.TablesFile;
import io.orderlake.process.ParentGuard;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main class for spark-submit, AWS Glue and EMR. Prints one JSON line per table. Ends with an exception if a table
 * failed, because Glue has no exit codes; the other tables are processed nevertheless.
 */
public final class LakehouseJob {

    private static final Logger LOG = LoggerFactory.getLogger(LakehouseJob.class);

    /** The first line of a job that runs repeatedly; the process that started it waits for this line. */
    private static final String STARTED = "{\"started\":true}";

    private LakehouseJob() {}

    public static void main(String... arguments) throws InterruptedException {
        JobOptions options = JobOptions.of(arguments);
        ParentGuard.start();
        SparkSession spark = session(options);
        try {
            Duration every = options.every().orElse(Duration.ZERO);
            if (every.isZero()) {
                run(spark, options);
            } else {
                System.out.println(STARTED);
                runEvery(every, spark, options);
            }
        } finally {
            spark.stop();
        }
    }

    /** Runs what the options ask for, once. */
    static void run(SparkSession spark, JobOptions options) {
        run(spark, options, options.jobs());
    }

    private static void run(SparkSession spark, JobOptions options, List<JobOptions.Job> jobs) {
        Tables tables = options.tables().map(file -> tables(spark, file)).orElseGet(TablesFile::shipped);
        try (RunLock alone = RunLock.held(options.lock())) {
            new JobRun(spark, options, tables, Clock.systemUTC().instant(), System.out::println).run(jobs);
        }
    }

    /** A round that fails is logged; the next round repeats what it did not commit. */
    private static void runEvery(Duration every, SparkSession spark, JobOptions options) throws InterruptedException {
        JobRounds rounds = new JobRounds(options.jobs(), options.upkeepEvery());
        while (true) {
            Instant now = Clock.systemUTC().instant();
            Instant next = now.plus(every);
            try {
                run(spark, options, rounds.next(now));
            } catch (RuntimeException e) {
                LOG.error("Round failed", e);
            }
            Duration left = Duration.between(Clock.systemUTC().instant(), next);
            if (!left.isNegative()) {
                Thread.sleep(left.toMillis());
            }
        }
    }

    private static SparkSession session(JobOptions options) {
        SparkSession.Builder builder = LakeSession.common(SparkSession.builder().appName("orderlake"));
        if (options.format() == JobOptions.Format.HUDI) {
            builder.config("spark.kryo.registrator", "org.apache.spark.HoodieSparkKryoRegistrar");
        }
        SparkSession spark = builder.getOrCreate();
        Map<String, String> catalog = new HashMap<>(orEmpty(options.catalogOptions()));
        if (!options.warehouse().isEmpty()) {
            catalog.putIfAbsent("warehouse", options.warehouse());
        }
        LakeSession.addCatalog(spark, options.catalog(), catalog);
        return spark;
    }

    private static Tables tables(SparkSession spark, String file) {
        Path path = new Path(file);
        try (InputStream yaml =
                path.getFileSystem(spark.sessionState().newHadoopConf()).open(path)) {
            return TablesFile.read(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static Map<String, String> orEmpty(@org.jspecify.annotations.Nullable Map<String, String> options) {
        return options == null ? Map.of() : options;
    }
}
