package io.orderlake.lakehouse.staging;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.types.StructType;

/**
 * The objects that silver contains already: an Iceberg table that is written after the merge. A process that dies between
 * the two merges the same objects again, which changes nothing, because positions decide.
 */
final class MergedObjects {

    private static final StructType COLUMNS = StructType.fromDDL("path STRING, length BIGINT, modified_at BIGINT");

    private final SparkSession spark;
    private final String catalog;
    private final String table;

    MergedObjects(SparkSession spark, String catalog, String table) {
        this.spark = spark;
        this.catalog = catalog;
        this.table = table;
    }

    Set<StagedObject> known() {
        create();
        Set<StagedObject> known = new HashSet<>();
        for (Row row :
                spark.table(path()).select("path", "length", "modified_at").collectAsList()) {
            known.add(new StagedObject(row.getString(0), row.getLong(1), row.getLong(2)));
        }
        return known;
    }

    void remember(List<StagedObject> merged) {
        List<Row> rows = merged.stream()
                .map(object -> RowFactory.create(object.path(), object.length(), object.modifiedAt()))
                .toList();
        try {
            spark.createDataFrame(rows, COLUMNS).writeTo(path()).append();
        } catch (NoSuchTableException e) {
            throw new IllegalStateException(
                    "Cannot remember what was merged: " + path() + " does not exist any more", e);
        }
    }

    private void create() {
        spark.sql("CREATE NAMESPACE IF NOT EXISTS " + catalog + ".staging");
        spark.sql("CREATE TABLE IF NOT EXISTS " + path() + " (" + COLUMNS.toDDL() + ") USING iceberg"
                + " TBLPROPERTIES ('format-version'='2')");
    }

    private String path() {
        return catalog + ".staging." + table;
    }
}
