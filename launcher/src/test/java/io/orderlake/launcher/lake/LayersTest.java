package io.orderlake.launcher.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.localaws.CatalogFile;
import io.orderlake.localaws.LocalAwsGroup;
import io.orderlake.stream.aws.AwsClients;
import io.orderlake.stream.aws.AwsSettings;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** Queries of bronze, silver and gold on local AWS: while its catalog runs, after it has ended, and as if it were elsewhere. */
class LayersTest {

    private static final Schema ORDERS = new Schema(
            NestedField.optional(1, "order_id", Types.StringType.get()),
            NestedField.optional(2, "quantity", Types.IntegerType.get()),
            NestedField.optional(3, "total", Types.DecimalType.of(10, 2)),
            NestedField.optional(4, "at", Types.TimestampType.withZone()),
            NestedField.optional(5, "flags", Types.ListType.ofOptional(6, Types.StringType.get())));
    private static final String FIRST = "SELECT 'o-1' AS order_id, 5::INTEGER AS quantity, 1.5::DECIMAL(10,2) AS total,"
            + " TIMESTAMPTZ '2026-11-20 10:00:00Z' AS at_, ['a'] AS flags";
    private static final String FIRST_IDS =
            "{order_id: 1, quantity: 2, total: 3, at_: 4, flags: {__duckdb_field_id: 5, element: 6}}";
    private static final String SECOND =
            "SELECT 'o-2' AS order_id, 5000000000::BIGINT AS pieces, 2.25::DECIMAL(38,2) AS total, 'x' AS note";
    private static final String SECOND_IDS = "{order_id: 1, pieces: 2, total: 3, note: 7}";

    @TempDir
    private static Path folder = Path.of("");

    private static @Nullable LocalAwsGroup group;
    private static RESTCatalog catalog = new RESTCatalog();
    private static Map<String, String> properties = Map.of();
    private static Path bucket = folder;
    private static List<Instant> commits = List.of();

    @BeforeAll
    static void layers() throws Exception {
        LocalAwsGroup started = LocalAwsGroup.start(folder.resolve("aws"), LocalAwsGroup.Tables.IN_MEMORY);
        group = started;
        bucket = folder.resolve("aws/s3/orderlake");
        LocalAwsGroup.Endpoints at = started.endpoints();
        createBucket(at.s3());
        properties = Map.of("type", "rest", "uri", at.catalog().toString());
        catalog.initialize("lake", Map.of("uri", at.catalog().toString(), "http-client.type", "urlconnection"));
        Stream.of("bronze", "silver", "gold").forEach(layer -> catalog.createNamespace(Namespace.of(layer)));
        evolvedOrders();
        catalog.createTable(TableIdentifier.of("bronze", "empty"), ORDERS);
    }

    private static void createBucket(URI s3) {
        AwsSettings settings = new AwsSettings(null, "us-east-1", s3, s3, s3, null, null, Duration.ofSeconds(10));
        try (S3Client client = new AwsClients(settings).s3()) {
            client.createBucket(create -> create.bucket("orderlake"));
        }
    }

    /** A column is renamed and widened, one widened, one added, one dropped, between two files. */
    private static void evolvedOrders() throws Exception {
        Table table = catalog.createTable(TableIdentifier.of("silver", "orders"), ORDERS);
        append(table, "order_date=2026-11-20 10%3A00", FIRST, FIRST_IDS);
        table.updateSchema()
                .renameColumn("quantity", "pieces")
                .updateColumn("quantity", Types.LongType.get())
                .updateColumn("total", Types.DecimalType.of(38, 2))
                .addColumn("note", Types.StringType.get())
                .deleteColumn("at")
                .commit();
        append(table, "b", SECOND, SECOND_IDS);
        table.refresh();
        commits = table.history().stream()
                .map(entry -> Instant.ofEpochMilli(entry.timestampMillis()))
                .toList();
    }

    private static void append(Table table, String name, String select, String ids) throws Exception {
        Path file = bucket.resolve("lake")
                .resolve(table.location().substring("s3://orderlake/lake/".length()))
                .resolve("data")
                .resolve(name + ".parquet");
        Files.createDirectories(file.getParent());
        try (DuckDBConnection duck = Duck.open(folder, "");
                Statement copy = duck.createStatement()) {
            copy.execute("COPY (" + select + ") TO " + Duck.quoted(file.toString()) + " (FORMAT parquet, FIELD_IDS "
                    + ids + ")");
        }
        table.newAppend()
                .appendFile(DataFiles.builder(table.spec())
                        .withPath(table.location() + "/data/" + name + ".parquet")
                        .withFormat(FileFormat.PARQUET)
                        .withFileSizeInBytes(Files.size(file))
                        .withRecordCount(1)
                        .build())
                .commit();
    }

    @AfterAll
    static void stop() throws Exception {
        catalog.close();
        if (group != null) {
            group.close();
        }
    }

    @Test
    void aTableIsReadByItsColumnsIds() {
        assertThat(
                        now(
                                "SELECT order_id, pieces, total, flags, note, typeof(pieces) AS t FROM silver.orders ORDER BY 1"))
                .isEqualTo("""
                        order_id,pieces,total,flags,note,t
                        o-1,5,1.50,[a],,BIGINT
                        o-2,5000000000,2.25,,x,BIGINT
                        """);
    }

    @Test
    void aTableIsReadAsItWas() {
        assertThat(asOf(commits.get(0), "SELECT * EXCLUDE (flags) FROM silver.orders"))
                .isEqualTo("order_id,quantity,total,at\no-1,5,1.50,2026-11-20T10:00Z\n");
        assertThat(asOf(commits.get(1).minusMillis(1), "SELECT count(*) AS n FROM silver.orders"))
                .isEqualTo("n\n1\n");
        assertThat(asOf(commits.get(1), "SELECT count(*) AS n FROM silver.orders"))
                .isEqualTo("n\n2\n");
    }

    @Test
    void beforeTheFirstSnapshotAnErrorSaysWhenItWas() {
        assertThatThrownBy(() -> asOf(commits.get(0).minusMillis(1), "FROM silver.orders"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Cannot read silver.orders as of ")
                .hasMessageEndingWith(": its first snapshot is of " + commits.get(0));
        assertThatThrownBy(() -> asOf(commits.get(0), "FROM bronze.empty"))
                .hasMessageEndingWith("nothing has been written to it yet");
    }

    @Test
    void whereSnapshotsHaveExpiredAnErrorSaysWhichIsTheOldest() throws Exception {
        Table table = catalog.createTable(TableIdentifier.of("gold", "expired"), ORDERS);
        append(table, "a", FIRST, FIRST_IDS);
        append(table, "b", FIRST, FIRST_IDS);
        long oldest = table.history().get(1).timestampMillis();
        table.expireSnapshots()
                .expireSnapshotId(table.history().get(0).snapshotId())
                .cleanExpiredFiles(false)
                .commit();
        assertThatThrownBy(() -> asOf(Instant.ofEpochMilli(oldest - 1), "FROM gold.expired"))
                .hasMessageEndingWith("older snapshots have expired, the oldest is of " + Instant.ofEpochMilli(oldest));
    }

    @Test
    void anEmptyTableHasItsColumnsAndTypes() {
        assertThat(now("SELECT column_name, column_type FROM (DESCRIBE bronze.empty)"))
                .isEqualTo("""
                        column_name,column_type
                        order_id,VARCHAR
                        quantity,INTEGER
                        total,"DECIMAL(10,2)"
                        at,TIMESTAMP WITH TIME ZONE
                        flags,VARCHAR[]
                        """);
        assertThat(now("SELECT count(*) AS n FROM bronze.empty")).isEqualTo("n\n0\n");
    }

    @Test
    void aTableWithDeleteFilesIsRefused() throws Exception {
        Table table = catalog.createTable(
                TableIdentifier.of("gold", "deleted"), ORDERS, null, Map.of(TableProperties.FORMAT_VERSION, "2"));
        append(table, "a", FIRST, FIRST_IDS);
        table.newRowDelta()
                .addDeletes(FileMetadata.deleteFileBuilder(table.spec())
                        .ofPositionDeletes()
                        .withPath(table.location() + "/data/deletes.parquet")
                        .withFormat(FileFormat.PARQUET)
                        .withFileSizeInBytes(10)
                        .withRecordCount(1)
                        .build())
                .commit();
        assertThatThrownBy(() -> now("FROM gold.deleted"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("gold.deleted")
                .hasMessageContaining("delete files");
    }

    @Test
    void aTableWhoseFilesCarryNoIdsIsRefused() throws Exception {
        Table table = catalog.createTable(TableIdentifier.of("gold", "foreign"), ORDERS);
        append(table, "a", FIRST, FIRST_IDS);
        table.updateProperties().set(TableProperties.DEFAULT_NAME_MAPPING, "[]").commit();
        assertThatThrownBy(() -> now("FROM gold.foreign")).hasMessageStartingWith("Cannot read gold.foreign: expected");
    }

    @Test
    void aMissingTableIsToldWithThoseThatThereAre() {
        assertThatThrownBy(() -> now("FROM bronze.nothing"))
                .hasMessageStartingWith("Cannot read bronze.nothing: the catalog has no such table")
                .hasMessageContaining("silver.orders");
    }

    @Test
    void aStatementThatDoesNotTellItsTablesFindsThemAll() {
        assertThat(query(
                        () -> new LayerTables(properties, bucket),
                        () -> new Lake(bucket),
                        null,
                        "PIVOT (SELECT order_id, 1 AS one FROM silver.orders) ON order_id USING sum(one)"))
                .isEqualTo("o-1,o-2\n1,1\n");
    }

    @Test
    void landingObjectsHaveNoPast() {
        assertThatThrownBy(() -> asOf(commits.get(1), "FROM orders"))
                .hasMessageStartingWith("Cannot read orders as of ")
                .hasMessageContaining("landing objects have no snapshots");
        assertThat(asOf(commits.get(1), "WITH orders AS (FROM silver.orders) SELECT count(*) AS n FROM orders"))
                .isEqualTo("n\n2\n");
    }

    @Test
    void landingObjectsAreReadWithoutACatalog() {
        Supplier<LayerTables> none = () -> {
            throw new AssertionError("asked for the catalog");
        };
        assertThat(query(none, () -> new Lake(bucket), null, "SELECT count(*) AS n FROM rejects"))
                .isEqualTo("n\n0\n");
    }

    @Test
    void whatAStoppedFleetLeftIsRead() throws Exception {
        Path left = Files.createDirectories(folder.resolve("left"));
        CatalogFile file = CatalogFile.of(folder.resolve("aws"));
        assertThat(file.exists()).isTrue();
        // Its process may still run: what is read is a copy.
        Map<String, String> copy = file.copiedTo(left);
        assertThat(query(
                        () -> new LayerTables(copy, bucket),
                        LayersTest::noLanding,
                        null,
                        "SELECT count(*) AS n FROM silver.orders"))
                .isEqualTo("n\n2\n");
    }

    @Test
    void aLakeElsewhereIsCopiedHereAndTheCopyForgetsWhatTheTableNoLongerHas() throws Exception {
        Table table = catalog.createTable(TableIdentifier.of("gold", "replaced"), ORDERS);
        append(table, "a", FIRST, FIRST_IDS);
        Path cache = folder.resolve("cache");
        Supplier<LayerTables> elsewhere = () -> LayerTables.copied(properties, cache, silent());
        String count = "SELECT count(*) AS n FROM gold.replaced";
        assertThat(query(elsewhere, LayersTest::noLanding, null, count)).isEqualTo("n\n1\n");
        List<Path> before = files(cache);
        append(table, "b", FIRST, FIRST_IDS);
        table.newDelete().deleteFile(table.location() + "/data/a.parquet").commit();
        assertThat(query(elsewhere, LayersTest::noLanding, null, count)).isEqualTo("n\n1\n");
        assertThat(files(cache)).hasSize(1).doesNotContainAnyElementsOf(before);
    }

    @Test
    void aCatalogThatDoesNotAnswerIsNamed() {
        Supplier<LayerTables> nowhere =
                () -> new LayerTables(Map.of("type", "rest", "uri", "http://127.0.0.1:1"), bucket);
        assertThatThrownBy(() -> query(nowhere, LayersTest::noLanding, null, "FROM silver.orders"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("Cannot reach the catalog rest http://127.0.0.1:1: ");
    }

    private static List<Path> files(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static ConsoleProgress silent() {
        return new ConsoleProgress(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false);
    }

    private static Lake noLanding() {
        throw new AssertionError("asked for landing objects");
    }

    private static Supplier<LayerTables> rest() {
        return () -> new LayerTables(properties, bucket);
    }

    private static String now(String sql) {
        return query(rest(), LayersTest::noLanding, null, sql);
    }

    private static String asOf(Instant time, String sql) {
        return query(rest(), LayersTest::noLanding, new AsOf(time), sql);
    }

    private static String query(Supplier<LayerTables> tables, Supplier<Lake> landing, @Nullable AsOf asOf, String sql) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (LakeSql lake = new LakeSql(landing, new LayerViews(tables, asOf), folder)) {
            ResultPage page = ResultPage.csv(new PrintStream(text, true, StandardCharsets.UTF_8));
            lake.run(sql, page);
            page.end();
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}
