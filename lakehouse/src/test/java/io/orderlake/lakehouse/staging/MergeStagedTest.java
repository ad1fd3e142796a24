package io.orderlake.lakehouse.staging;

import static io.orderlake.lakehouse.Change.delete;
import static io.orderlake.lakehouse.Change.insert;
import static io.orderlake.lakehouse.Change.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.contract.TableSpec;
import io.orderlake.lakehouse.TestLake;
import io.orderlake.lakehouse.TestTables;
import io.orderlake.lakehouse.table.DyingTables;
import io.orderlake.lakehouse.table.IcebergTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MergeStagedTest {

    private final TestLake lake = new TestLake();
    private final IcebergTables tables = new IcebergTables(lake.spark, lake.catalog);
    private final MergeStaged staged = new MergeStaged(lake.spark, lake.catalog, tables);
    private final Path folder = lake.warehouse.resolve("staged");

    @Test
    void landingObjectsAreMergedOnceAndNewOnesWhenTheyArrive() {
        TableSpec parcels = TestTables.table("parcels", "{ id: string, status: string, shipped_on: date }");
        LandingFiles landing = new LandingFiles(lake.spark, parcels, LandingFiles.Kind.PARQUET);
        lake.append(
                parcels, insert("a", 1).with("status", "new"), insert("b", 2).with("status", "new"));
        lake.spark
                .table(lake.path(parcels))
                .coalesce(1)
                .write()
                .parquet(folder.resolve("shipped_on=2026-11-01").toString());

        StagingOutcome first = staged.merge(parcels, folder.toString(), landing);
        StagingOutcome again = staged.merge(parcels, folder.toString(), landing);
        TestLake later = new TestLake();
        later.append(parcels, update("a", 3).with("status", "sent"), delete("b", 4));
        later.spark
                .table(later.path(parcels))
                .coalesce(1)
                .write()
                .json(folder.resolve("later").toString());
        // Spark writes times with an offset that the object zone does not have; both are read.
        StagingOutcome second = staged.merge(
                parcels,
                folder.resolve("later").toString(),
                new LandingFiles(lake.spark, parcels, LandingFiles.Kind.JSON));

        assertThat(first).isEqualTo(new StagingOutcome("parcels", 1, 2, List.of()));
        assertThat(again).isEqualTo(new StagingOutcome("parcels", 0, 0, List.of()));
        assertThat(second.keys()).isEqualTo(2);
        assertThat(rows("parcels", "id", "status", "cdc_deleted")).containsExactly("a sent false", "b null true");
    }

    @Test
    void dmsFilesOfFullLoadAndChangesEndInTheCurrentState() throws IOException {
        TableSpec items = masked();
        write("LOAD00000001.csv", "id,price,mail,extra", "1,10.50,a@x,e1", "2,7,b@x,NULL", "3,abc,c@x,NULL");
        write("20261101-100000000.csv", "Op,id,price,mail,extra", "U,1,11.00,a@x,NULL", "D,2,7,b@x,NULL");
        DmsFiles dms = dms(items, List.of());

        StagingOutcome outcome = staged.merge(items, folder.toString(), dms);
        write("20261101-110000000.csv", "Op,id,price,mail,extra", "U,1,12.00,a@x,NULL", "U,1,13.00,\"a,\"\"@x\",NULL");
        StagingOutcome second = staged.merge(items, folder.toString(), dms);

        assertThat(outcome).isEqualTo(new StagingOutcome("items", 2, 3, List.of()));
        assertThat(second).isEqualTo(new StagingOutcome("items", 1, 1, List.of()));
        assertThat(rows("items", "id", "price", "cdc_op", "cdc_deleted", "cdc_rescued"))
                .containsExactly("1 13.00 U false null", "2 null D true null", "3 null R false {\"price\":\"abc\"}");
        // HMAC-SHA-256 of the text under "secret", as openssl gives it.
        assertThat(rows("items", "mail"))
                .doesNotContain("c@x")
                .last()
                .satisfies(hash -> assertThat(hash).hasSize(64));
    }

    @Test
    void dmsParquetIsReadByItsOwnTypes() {
        TableSpec items = TestTables.table("items", "{ id: string, price: \"decimal(10,2)\", size: long }");
        lake.spark
                .sql("SELECT 'I' AS Op, '1' AS id, CAST(1.5 AS DECIMAL(8,2)) AS price, CAST(4 AS INT) AS size")
                .write()
                .parquet(folder.resolve("p").toString());
        DmsSettings settings = new DmsSettings(List.of(), false, "", "NULL");
        DmsFiles dms = new DmsFiles(
                lake.spark, items, DmsFiles.Kind.PARQUET, settings, new ColumnMasks(items, Optional.empty()));

        staged.merge(items, folder.toString(), dms);

        assertThat(rows("items", "id", "price", "size", "cdc_op")).containsExactly("1 1.50 4 I");
    }

    @Test
    void aCorruptObjectIsSetAsideAndItsNeighboursAreMerged() throws IOException {
        TableSpec items = masked();
        write("20261101-100000000.csv", "I,1,10.00,m");
        write("20261101-110000000.csv", "I,2,10.00,m", "X,3");
        DmsFiles dms = dms(items, List.of("Op", "id", "price", "mail"));

        StagingOutcome outcome = staged.merge(items, folder.toString(), dms);

        assertThat(outcome.objects()).isEqualTo(1);
        assertThat(outcome.corrupt()).hasSize(1).first().asString().contains("20261101-110000000.csv");
        assertThat(rows("items", "id")).containsExactly("1");
        write("20261101-110000000.csv", "I,2,10.00,m", "D,1,10.00,m");
        assertThat(staged.merge(items, folder.toString(), dms).corrupt()).isEmpty();
        assertThat(rows("items", "id", "cdc_deleted")).containsExactly("1 true", "2 false");
    }

    @Test
    void aKeyThatDoesNotFitItsTypeIsRefused() throws IOException {
        TableSpec items = TestTables.table("items", "{ id: long, name: string }");
        write("20261101-100000000.csv", "Op,id,name", "I,1,a");
        write("20261101-110000000.csv", "Op,id,name", "I,x2,b");

        StagingOutcome outcome = staged.merge(items, folder.toString(), dms(items, List.of()));

        assertThat(outcome.corrupt())
                .hasSize(1)
                .first()
                .asString()
                .contains("expected a key id of type BIGINT but was x2");
        assertThat(rows("items", "id", "name")).containsExactly("1 a");
    }

    @Test
    void aRunThatIsKilledBeforeItRemembersIsRepeatedWithoutAnyChange() throws IOException {
        TableSpec items = masked();
        write("LOAD00000001.csv", "id,price,mail", "1,1.00,m");
        write("20261101-100000000.csv", "Op,id,price,mail", "U,1,2.00,m");
        DmsFiles dms = dms(items, List.of());
        MergeStaged killed = new MergeStaged(lake.spark, lake.catalog, new DyingTables(tables, 2, false));
        assertThatThrownBy(() -> killed.merge(items, folder.toString(), dms)).isInstanceOf(DyingTables.Death.class);
        List<String> before = rows("items", "id", "price", "cdc_position");

        staged.merge(items, folder.toString(), dms);

        assertThat(rows("items", "id", "price", "cdc_position"))
                .isEqualTo(before)
                .hasSize(1);
    }

    @Test
    void personalColumnsNeedTheKeyThatHidesThem() {
        assertThatThrownBy(() -> new ColumnMasks(masked(), Optional.empty()))
                .hasMessageContaining("Cannot merge files of items: expected the mask key");
    }

    private static TableSpec masked() {
        return TestTables.parsed("""
                tables:
                  items:
                    source: S
                    key: [id]
                    columns: { id: string, price: "decimal(10,2)", mail: string }
                    mask: { mail: hash }
                """);
    }

    private DmsFiles dms(TableSpec table, List<String> columns) {
        return new DmsFiles(
                lake.spark,
                table,
                DmsFiles.Kind.CSV,
                new DmsSettings(columns, false, "", "NULL"),
                new ColumnMasks(table, Optional.of("secret")));
    }

    private void write(String name, String... lines) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
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
