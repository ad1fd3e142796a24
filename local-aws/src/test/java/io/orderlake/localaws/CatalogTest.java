package io.orderlake.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The catalog through Iceberg's own client, which gets only the address and the HTTP client for S3. */
class CatalogTest {

    private static final Schema SCHEMA = new Schema(
            Types.NestedField.required(1, "order_id", Types.StringType.get()),
            Types.NestedField.optional(2, "total", Types.DecimalType.of(38, 2)));
    private static final Namespace SILVER = Namespace.of("silver");
    private static final int COMMITTERS = 4;
    private static final int APPENDS = 5;

    @TempDir
    static Path state;

    static LocalAwsGroup group;
    static RESTCatalog catalog;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        group = LocalAwsGroup.start(state, LocalAwsGroup.Tables.IN_MEMORY);
        catalog = client(group);
        // Before there is a bucket.
        catalog.createNamespace(SILVER);
        try (S3Client s3 = LocalClients.s3(group.endpoints().s3())) {
            s3.createBucket(create -> create.bucket("orderlake"));
        }
    }

    @AfterAll
    static void stop() throws IOException {
        catalog.close();
        group.close();
    }

    private static RESTCatalog client(LocalAwsGroup of) {
        RESTCatalog client = new RESTCatalog();
        client.initialize("lake", properties(of));
        return client;
    }

    private static Map<String, String> properties(LocalAwsGroup of) {
        return Map.of("uri", of.endpoints().catalog().toString(), "http-client.type", "urlconnection");
    }

    @Test
    void aTableLiesInTheWarehouseAndIsReadWithTheSettingsThatTheCatalogTells() throws IOException {
        Table table = catalog.createTable(TableIdentifier.of(SILVER, "placed"), SCHEMA);
        table.newAppend().appendFile(file(table, "a")).commit();
        assertThat(table.location()).isEqualTo("s3://orderlake/lake/silver/placed");
        assertThat(Files.isDirectory(state.resolve("s3/orderlake/lake/silver/placed/metadata")))
                .isTrue();
        assertThat(files("placed")).containsExactly("a");
    }

    @Test
    void committersThatRaceEachKeepTheirFiles() throws IOException {
        catalog.createTable(TableIdentifier.of(SILVER, "raced"), SCHEMA);
        List<CompletableFuture<Void>> committers = IntStream.range(0, COMMITTERS)
                .mapToObj(committer -> CompletableFuture.runAsync(() -> append(committer)))
                .toList();
        committers.forEach(CompletableFuture::join);
        assertThat(files("raced")).hasSize(COMMITTERS * APPENDS).doesNotHaveDuplicates();
    }

    private static void append(int committer) {
        try (RESTCatalog own = client(group)) {
            for (int i = 0; i < APPENDS; i++) {
                Table table = own.loadTable(TableIdentifier.of(SILVER, "raced"));
                table.updateProperties().set("commit.retry.num-retries", "50").commit();
                table.newAppend().appendFile(file(table, committer + "-" + i)).commit();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aTransactionOfDataAndPropertyIsOneSnapshotOrNothing() throws IOException {
        TableIdentifier name = TableIdentifier.of(SILVER, "followed");
        Transaction create = catalog.buildTable(name, SCHEMA).createTransaction();
        create.newAppend().appendFile(file(create.table(), "a")).commit();
        create.updateProperties().set("pointer", "1").commit();
        assertThat(catalog.tableExists(name)).isFalse();
        create.commitTransaction();
        Table table = catalog.loadTable(name);
        assertThat(table.properties()).containsEntry("pointer", "1");
        assertThat(table.snapshots()).hasSize(1);
        assertThat(files("followed")).containsExactly("a");
    }

    @Test
    void tablesAreListedRenamedAndDroppedWithTheirFiles() {
        Namespace space = Namespace.of("passing");
        catalog.createNamespace(space, new HashMap<>(Map.of("owner", "tests")));
        TableIdentifier first = TableIdentifier.of(space, "first");
        TableIdentifier second = TableIdentifier.of(space, "second");
        catalog.createTable(first, SCHEMA, PartitionSpec.unpartitioned());
        catalog.renameTable(first, second);
        assertThat(catalog.listTables(space)).containsExactly(second);
        assertThat(catalog.loadNamespaceMetadata(space)).containsEntry("owner", "tests");
        assertThat(catalog.dropTable(second, true)).isTrue();
        assertThat(catalog.tableExists(second)).isFalse();
        assertThat(state.resolve("s3/orderlake/lake/passing/first/metadata"))
                .satisfiesAnyOf(
                        folder -> assertThat(folder).doesNotExist(),
                        folder -> assertThat(folder).isEmptyDirectory());
        assertThat(catalog.dropNamespace(space)).isTrue();
        assertThat(catalog.namespaceExists(space)).isFalse();
    }

    @Test
    void theClientIsToldWhatIsWrong() {
        TableIdentifier missing = TableIdentifier.of(SILVER, "missing");
        assertThatThrownBy(() -> catalog.loadTable(missing)).isInstanceOf(NoSuchTableException.class);
        assertThatThrownBy(() -> catalog.createTable(TableIdentifier.of("nowhere", "t"), SCHEMA))
                .isInstanceOf(NoSuchNamespaceException.class);
        assertThatThrownBy(() -> catalog.createNamespace(SILVER)).isInstanceOf(AlreadyExistsException.class);
        assertThatThrownBy(() -> {
                    try (RESTCatalog other = new RESTCatalog()) {
                        Map<String, String> properties = new HashMap<>(properties(group));
                        properties.put("warehouse", "s3://elsewhere/lake");
                        other.initialize("other", properties);
                    }
                })
                .hasMessageContaining("Cannot serve warehouse s3://elsewhere/lake: expected s3://orderlake/lake");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | v1/views                          |                      | 404 | NoSuchCallException",
                "DELETE | v1/config                         |                      | 404 | NoSuchCallException",
                "GET    | v1/namespaces/none/tables/t       |                      | 404 | NoSuchTableException",
                "GET    | v1/namespaces/none                |                      | 404 | NoSuchNamespaceException",
                "POST   | v1/namespaces                     | {                    | 400 | BadRequestException",
                "POST   | v1/namespaces                     | null                 | 400 | BadRequestException",
                "POST   | v1/namespaces                     | {\"namespace\":[\"silver\"]} | 409 | AlreadyExistsException",
                "POST   | v1/namespaces/silver/tables       | {\"name\":\"t\"}     | 400 | IllegalArgumentException",
                "GET    | v1/namespaces/silver/tables/t?snapshots=some |           | 400 | BadRequestException",
            })
    void wrongRequestsGetTheSpecificationsErrors(String method, String path, String body, int status, String type)
            throws IOException, InterruptedException {
        URI call = group.endpoints().catalog().resolve("/" + path);
        HttpRequest request = HttpRequest.newBuilder(call)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        JsonNode error = JsonMapper.shared().readTree(answer.body()).path("error");
        assertThat(error.path("code").asInt()).isEqualTo(status);
        assertThat(error.path("type").asString()).isEqualTo(type);
        assertThat(error.path("message").asString()).isNotBlank();
    }

    @Test
    void aCommitThatWasAnsweredOutlivesTheKilledProcess(@TempDir Path own) throws Exception {
        TableIdentifier name = TableIdentifier.of(SILVER, "kept");
        try (LocalAwsGroup first = LocalAwsGroup.start(own, LocalAwsGroup.Tables.IN_MEMORY);
                S3Client s3 = LocalClients.s3(first.endpoints().s3());
                RESTCatalog client = client(first)) {
            s3.createBucket(create -> create.bucket("orderlake"));
            client.createNamespace(SILVER);
            Table table = client.createTable(name, SCHEMA);
            table.newAppend().appendFile(file(table, "a")).commit();
            first.processes().forEach(ProcessHandle::destroyForcibly);
            await().until(() -> first.processes().stream().noneMatch(ProcessHandle::isAlive));
        }
        try (LocalAwsGroup second = LocalAwsGroup.start(own, LocalAwsGroup.Tables.IN_MEMORY);
                RESTCatalog client = client(second)) {
            assertThat(files(client.loadTable(name))).containsExactly("a");
        }
    }

    private static DataFile file(Table table, String name) {
        return DataFiles.builder(table.spec())
                .withPath(table.location() + "/data/" + name)
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(10)
                .withRecordCount(1)
                .build();
    }

    private static List<String> files(String table) throws IOException {
        return files(catalog.loadTable(TableIdentifier.of(SILVER, table)));
    }

    private static List<String> files(Table table) throws IOException {
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            return StreamSupport.stream(tasks.spliterator(), false)
                    .map(task -> task.file().location())
                    .map(path -> path.substring(path.lastIndexOf('/') + 1))
                    .toList();
        }
    }
}
