package io.orderlake.lakehouse;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The Spark session of a job, however it is started. What spark-submit, Glue or EMR have set already stays. */
public final class LakeSession {

    private LakeSession() {}

    /**
     * What every job needs, whatever the catalog. Hudi's extension is left out: its parser breaks time travel of Iceberg, and
     * Hudi tables can be read and written without it.
     */
    public static SparkSession.Builder common(SparkSession.Builder builder) {
        return builder.config(
                        "spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
                .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
                .config("spark.sql.session.timeZone", "UTC");
    }

    /**
     * Adds an Iceberg catalog to a session, unless its settings have it already.
     *
     * @param options of the catalog, as Iceberg names them: {@code type}, {@code uri}, {@code warehouse}, …
     */
    public static void addCatalog(SparkSession spark, String name, Map<String, String> options) {
        String conf = "spark.sql.catalog." + name;
        if (!spark.conf().contains(conf)) {
            spark.conf().set(conf, "org.apache.iceberg.spark.SparkCatalog");
        }
        // A cached table would hide commits of others.
        spark.conf().set(conf + ".cache-enabled", "false");
        options.forEach((option, value) -> spark.conf().set(conf + "." + option, value));
    }
}
