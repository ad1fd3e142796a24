package io.orderlake.lakehouse.silver;

import static io.orderlake.lakehouse.Change.insert;
import static io.orderlake.lakehouse.Change.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.TableSpec;
import io.orderlake.lakehouse.TestLake;
import io.orderlake.lakehouse.TestTables;
import io.orderlake.lakehouse.bronze.Bronze;
import io.orderlake.lakehouse.rebuild.ContentHash;
import io.orderlake.lakehouse.table.IcebergTables;
import io.orderlake.lakehouse.table.LakeTable;
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

class SchemaEvolutionTest {

    private final TestLake lake = new TestLake();
    private final IcebergTables tables = new IcebergTables(lake.spark, lake.catalog);
    private final MergeSilver silver = new MergeSilver(new Bronze(lake.spark, lake.catalog), tables);

    @Test
    void fiftySchemaChangesNeverStopTheMergeAndEveryValueStaysReadable() {
        StringBuilder columns = new StringBuilder("id: string");
        for (int i = 1; i <= 50; i++) {
            if (i % 2 == 0) {
                columns.append(", c").append(i).append(": long");
            }
            // Widens by one digit with every change, and narrows once in between.
            int digits = i == 25 ? 10 : 10 + i / 2;
            TableSpec table = TestTables.table("t", "{ " + columns + ", price: \"decimal(" + digits + ",2)\" }");
            var change = insert("k" + i, i).with("price", new BigDecimal("1" + "0".repeat(7) + ".25"));
            lake.append(table, i % 2 == 0 ? change.with("c" + i, (long) i) : change);
            if (i % 10 == 5 || i == 50) {
                silver.merge(table);
            }
        }

        assertThat(silverRows().schema().apply("price").dataType()).isEqualTo(DataTypes.createDecimalType(35, 2));
        assertThat(silverRows().count()).isEqualTo(50);
        for (int i : new int[] {2, 24, 50}) {
            assertThat(row("k" + i).<Long>getAs("c" + i)).isEqualTo(i);
        }
        TableSpec last = TestTables.table("t", "{ " + columns + ", price: \"decimal(35,2)\" }");
        ContentHash merged = ContentHash.of(silverRows());
        silver.rebuild(last);
        assertThat(ContentHash.of(silverRows())).isEqualTo(merged);
    }

    @Test
    void aRenamedColumnStaysReadableUnderBothNames() {
        TableSpec before = TestTables.table("r", "{ id: string, city: string }");
        TableSpec after = TestTables.table("r", "{ id: string, town: string }");
        lake.append(before, insert("a", 1).with("city", "Ulm"));
        silver.merge(before);
        lake.append(after, insert("b", 2).with("town", "Bonn"));

        silver.merge(after);

        assertThat(rows("r", "id", "city", "town")).containsExactly("a Ulm null", "b null Bonn");
    }

    @Test
    void aValueThatDoesNotFitItsColumnIsRescuedWithAFlag() {
        TableSpec texts = TestTables.table("m", "{ id: string, size: string }");
        lake.append(texts, insert("a", 1).with("size", "12"));
        TableSpec numbers = TestTables.table("m", "{ id: string, size: long }");
        tables.shape(withTypes(numbers));
        lake.append(
                texts,
                update("b", 2).with("size", "large").with("cdc_rescued", "{\"x\": 1.50}"),
                update("c", 3).with("size", "7 \"in\""));

        silver.merge(numbers);

        assertThat(rows("m", "id", "size", "cdc_rescued", "cdc_quality"))
                .containsExactly(
                        "a 12 null WrappedArray()",
                        "b null {\"x\": 1.50,\"size\":\"large\"} WrappedArray(misfit:size)",
                        "c null {\"size\":\"7 \\\"in\\\"\"} WrappedArray(misfit:size)");
    }

    private static LakeTable withTypes(TableSpec table) {
        return SilverColumns.wanted(table, new org.apache.spark.sql.types.StructType());
    }

    private org.apache.spark.sql.Dataset<Row> silverRows() {
        return lake.spark.table(lake.catalog + ".silver.t");
    }

    private Row row(String id) {
        return silverRows().where("id = '" + id + "'").head();
    }

    private List<String> rows(String table, String... columns) {
        return lake.spark.table(lake.catalog + ".silver." + table).orderBy("id").collectAsList().stream()
                .map(row -> String.join(
                        " ",
                        java.util.Arrays.stream(columns)
                                .map(c -> String.valueOf(row.<Object>getAs(c)))
                                .toList()))
                .toList();
    }
}
