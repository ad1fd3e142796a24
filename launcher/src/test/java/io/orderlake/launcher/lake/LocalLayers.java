package io.orderlake.launcher.lake;

import io.orderlake.localaws.LocalAwsGroup;
import io.orderlake.stream.aws.AwsClients;
import io.orderlake.stream.aws.AwsSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
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
import software.amazon.awssdk.services.s3.S3Client;

/** Local AWS with a table {@code silver.orders}, whose schema changed between its two files, and an empty {@code bronze.empty}. */
final class LocalLayers implements AutoCloseable {

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

    private final Path folder;
    private final LocalAwsGroup group;
    private final RESTCatalog catalog = new RESTCatalog();
    private final Map<String, String> properties;
    private final List<Instant> commits;

    LocalLayers(Path folder) throws Exception {
        this.folder = folder;
        this.group = LocalAwsGroup.start(folder.resolve("aws"), LocalAwsGroup.Tables.IN_MEMORY);
        String uri = group.endpoints().catalog().toString();
        this.properties = Map.of("type", "rest", "uri", uri);
        createBucket(group.endpoints().s3());
        catalog.initialize("lake", Map.of("uri", uri, "http-client.type", "urlconnection"));
        Stream.of("bronze", "silver", "gold").forEach(layer -> catalog.createNamespace(Namespace.of(layer)));
        this.commits = evolvedOrders().history().stream()
                .map(entry -> Instant.ofEpochMilli(entry.timestampMillis()))
                .toList();
        table("bronze", "empty");
    }

    private static void createBucket(URI s3) {
        AwsSettings settings = new AwsSettings(null, "us-east-1", s3, s3, s3, null, null, Duration.ofSeconds(10));
        try (S3Client client = new AwsClients(settings).s3()) {
            client.createBucket(create -> create.bucket("orderlake"));
        }
    }

    /** Between two files one column is renamed and widened, one is widened, one is added and one is dropped. */
    private Table evolvedOrders() throws Exception {
        Table table = table("silver", "orders");
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
        return table;
    }

    /** Creates a table with the columns of the first file. */
    Table table(String layer, String name) {
        return catalog.createTable(
                TableIdentifier.of(layer, name), ORDERS, null, Map.of(TableProperties.FORMAT_VERSION, "2"));
    }

    /** Appends a file with one row. */
    void append(Table table, String name) throws Exception {
        append(table, name, FIRST, FIRST_IDS);
    }

    private void append(Table table, String name, String select, String ids) throws Exception {
        Path file = bucket().resolve("lake")
                .resolve(table.location().substring("s3://orderlake/lake/".length()))
                .resolve("data")
                .resolve(name + ".parquet");
        Files.createDirectories(file.getParent());
        write(file, select, ids);
        DataFile appended = DataFiles.builder(table.spec())
                .withPath(table.location() + "/data/" + name + ".parquet")
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(Files.size(file))
                .withRecordCount(1)
                .build();
        table.newAppend().appendFile(appended).commit();
    }

    private void write(Path file, String select, String ids) throws SQLException {
        try (DuckDBConnection duck = Duck.open(folder, "");
                Statement copy = duck.createStatement()) {
            copy.execute("COPY (" + select + ") TO " + Duck.quoted(file.toString()) + " (FORMAT parquet, FIELD_IDS "
                    + ids + ")");
        }
    }

    Path bucket() {
        return folder.resolve("aws/s3/orderlake");
    }

    /** The properties of the catalog. */
    Map<String, String> properties() {
        return properties;
    }

    /** The times of the two commits of {@code silver.orders}. */
    List<Instant> commits() {
        return commits;
    }

    Supplier<LayerTables> tables() {
        return () -> new LayerTables(properties, bucket());
    }

    Supplier<Lake> landing() {
        return () -> new Lake(bucket());
    }

    /** The lake of a query that must not read landing objects. */
    static Lake noLanding() {
        throw new AssertionError("The query opened the landing objects");
    }

    /** The result of a query of the layers as CSV. */
    String query(String sql, @Nullable AsOf asOf) {
        return query(tables(), LocalLayers::noLanding, asOf, sql);
    }

    String query(Supplier<LayerTables> tables, Supplier<Lake> landing, @Nullable AsOf asOf, String sql) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (LakeSql lake = new LakeSql(landing, new LayerViews(tables, asOf), folder)) {
            ResultPage page = ResultPage.csv(new PrintStream(text, true, StandardCharsets.UTF_8));
            lake.run(sql, page);
            page.end();
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws Exception {
        catalog.close();
        group.close();
    }
}
