package io.orderlake.lakehouse;

import io.orderlake.contract.TableSpec;
import io.orderlake.lakehouse.bronze.Bronze;
import io.orderlake.lakehouse.schema.SchemaWidening;
import io.orderlake.lakehouse.schema.SparkTypes;
import io.orderlake.lakehouse.table.IcebergTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Type;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.GenericRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A separate lake in a folder under target, in the one Spark session of the test run. Bronze is written as by the lake writer. */
public final class TestLake {

    private static final AtomicInteger COUNT = new AtomicInteger();

    public final SparkSession spark;
    public final String catalog = "lake" + COUNT.incrementAndGet();
    public final Path warehouse;

    public TestLake() {
        try {
            Path lakes = Files.createDirectories(Path.of("target", "lakes").toAbsolutePath());
            warehouse = Files.createTempDirectory(lakes, "lake");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        spark = session();
        LakeSession.addCatalog(
                spark,
                catalog,
                Map.of("type", "hadoop", "warehouse", warehouse.toUri().toString()));
    }

    private static synchronized SparkSession session() {
        return LakeSession.common(SparkSession.builder().master("local[2]"))
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.kryo.registrator", "org.apache.spark.HoodieSparkKryoRegistrar")
                // Compiling code for a dozen rows takes longer than interpreting it.
                .config("spark.sql.codegen.wholeStage", "false")
                .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                .getOrCreate();
    }

    /** Appends the changes as one commit, after bronze has the columns that the table declares. */
    public void append(TableSpec table, List<Change> changes) {
        String path = path(table);
        shapeBronze(path, table);
        StructType schema = spark.table(path).schema();
        List<Row> rows =
                changes.stream().map(change -> row(change, table, schema)).toList();
        try {
            spark.createDataFrame(rows, schema).writeTo(path).append();
        } catch (org.apache.spark.sql.catalyst.analysis.NoSuchTableException e) {
            throw new IllegalStateException(e);
        }
    }

    public void append(TableSpec table, Change... changes) {
        append(table, Arrays.asList(changes));
    }

    public String path(TableSpec table) {
        return catalog + "." + Bronze.LAYER + "." + table.name();
    }

    public Table iceberg(String path) {
        return IcebergTables.load(spark, catalog + "." + path);
    }

    private void shapeBronze(String path, TableSpec table) {
        StructType wanted = SparkTypes.schema(table.rowSchema());
        spark.sql("CREATE NAMESPACE IF NOT EXISTS " + catalog + "." + Bronze.LAYER);
        spark.sql("CREATE TABLE IF NOT EXISTS " + path + " (" + wanted.toDDL()
                + ") USING iceberg PARTITIONED BY (days(cdc_changed_at)) TBLPROPERTIES ('format-version'='2')");
        Table bronze = IcebergTables.load(spark, path);
        SchemaWidening evolution = SchemaWidening.of(SparkSchemaUtil.convert(bronze.schema()), wanted);
        UpdateSchema update = bronze.updateSchema();
        evolution.added().forEach(f -> update.addColumn(f.name(), SparkSchemaUtil.convert(f.dataType())));
        evolution
                .widened()
                .forEach(
                        f -> update.updateColumn(f.name(), (Type.PrimitiveType) SparkSchemaUtil.convert(f.dataType())));
        update.commit();
    }

    private static Row row(Change change, TableSpec table, StructType schema) {
        Object[] values = Arrays.stream(schema.fields())
                .map(StructField::name)
                .map(name -> change.value(name, table))
                .toArray();
        return new GenericRow(values);
    }
}
