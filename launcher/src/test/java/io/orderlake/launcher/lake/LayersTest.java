package io.orderlake.launcher.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.localaws.CatalogFile;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries of bronze, silver and gold: through a running catalog, from the files of a stopped fleet, and as a remote lake. */
class LayersTest {

    @TempDir
    private static Path folder = Path.of("");

    private static @Nullable LocalLayers started;

    @BeforeAll
    static void start() throws Exception {
        started = new LocalLayers(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        layers().close();
    }

    private static LocalLayers layers() {
        return Objects.requireNonNull(started);
    }

    @Test
    void columnsAreReadByTheirIds() {
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
    void aTableIsReadAsOfATime() {
        assertThat(asOf(layers().commits().get(0), "SELECT * EXCLUDE (flags) FROM silver.orders"))
                .isEqualTo("order_id,quantity,total,at\no-1,5,1.50,2026-11-20T10:00Z\n");
        assertThat(asOf(layers().commits().get(1).minusMillis(1), "SELECT count(*) AS n FROM silver.orders"))
                .isEqualTo("n\n1\n");
        assertThat(asOf(layers().commits().get(1), "SELECT count(*) AS n FROM silver.orders"))
                .isEqualTo("n\n2\n");
    }

    @Test
    void anErrorNamesTheTimeOfTheFirstSnapshot() {
        assertThatThrownBy(() -> asOf(layers().commits().get(0).minusMillis(1), "FROM silver.orders"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Cannot read silver.orders as of ")
                .hasMessageEndingWith(": its first snapshot was written at "
                        + layers().commits().get(0));
        assertThatThrownBy(() -> asOf(layers().commits().get(0), "FROM bronze.empty"))
                .hasMessageEndingWith("nothing has been written to it yet");
    }

    @Test
    void anErrorNamesTheOldestSnapshotIfOthersHaveExpired() throws Exception {
        Table table = layers().table("gold", "expired");
        layers().append(table, "a");
        layers().append(table, "b");
        long oldest = table.history().get(1).timestampMillis();
        table.expireSnapshots()
                .expireSnapshotId(table.history().get(0).snapshotId())
                .cleanExpiredFiles(false)
                .commit();
        assertThatThrownBy(() -> asOf(Instant.ofEpochMilli(oldest - 1), "FROM gold.expired"))
                .hasMessageEndingWith(
                        "older snapshots have expired; the oldest was written at " + Instant.ofEpochMilli(oldest));
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
        Table table = layers().table("gold", "deleted");
        layers().append(table, "a");
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
    void aTableWhoseFilesHaveNoColumnIdsIsRefused() throws Exception {
        Table table = layers().table("gold", "foreign");
        layers().append(table, "a");
        table.updateProperties().set(TableProperties.DEFAULT_NAME_MAPPING, "[]").commit();
        assertThatThrownBy(() -> now("FROM gold.foreign")).hasMessageStartingWith("Cannot read gold.foreign: expected");
    }

    @Test
    void theErrorOfAMissingTableListsTheExistingOnes() {
        assertThatThrownBy(() -> now("FROM bronze.nothing"))
                .hasMessageStartingWith("Cannot read bronze.nothing: the catalog has no such table")
                .hasMessageContaining("silver.orders");
    }

    @Test
    void aStatementWhoseTablesAreUnknownFindsAllOfThem() {
        assertThat(layers().query(
                                layers().tables(),
                                layers().landing(),
                                null,
                                "PIVOT (SELECT order_id, 1 AS one FROM silver.orders) ON order_id USING sum(one)"))
                .isEqualTo("o-1,o-2\n1,1\n");
    }

    @Test
    void landingObjectsCannotBeReadAsOfATime() {
        assertThatThrownBy(() -> asOf(layers().commits().get(1), "FROM orders"))
                .hasMessageStartingWith("Cannot read orders as of ")
                .hasMessageContaining("landing objects have no snapshots");
        assertThat(asOf(
                        layers().commits().get(1),
                        "WITH orders AS (FROM silver.orders) SELECT count(*) AS n FROM orders"))
                .isEqualTo("n\n2\n");
    }

    @Test
    void landingObjectsAreReadWithoutACatalog() {
        Supplier<LayerTables> none = () -> {
            throw new AssertionError("The query opened the catalog");
        };
        assertThat(layers().query(none, layers().landing(), null, "SELECT count(*) AS n FROM rejects"))
                .isEqualTo("n\n0\n");
    }

    @Test
    void theTablesOfAStoppedFleetAreRead() throws Exception {
        Path left = Files.createDirectories(folder.resolve("left"));
        CatalogFile file = CatalogFile.of(folder.resolve("aws"));
        assertThat(file.exists()).isTrue();
        // The catalog process is still running, so the test reads a copy of its file.
        Map<String, String> copy = file.copiedTo(left);
        assertThat(layers().query(
                                () -> new LayerTables(copy, layers().bucket()),
                                LocalLayers::noLanding,
                                null,
                                "SELECT count(*) AS n FROM silver.orders"))
                .isEqualTo("n\n2\n");
    }

    @Test
    void aRemoteLakeIsCopiedAndTheCopyDropsFilesThatTheTableNoLongerHas() throws Exception {
        Table table = layers().table("gold", "replaced");
        layers().append(table, "a");
        Path cache = folder.resolve("cache");
        Supplier<LayerTables> remote = () -> LayerTables.copied(layers().properties(), cache, silent());
        String count = "SELECT count(*) AS n FROM gold.replaced";
        assertThat(layers().query(remote, LocalLayers::noLanding, null, count)).isEqualTo("n\n1\n");
        List<Path> before = files(cache);
        layers().append(table, "b");
        table.newDelete().deleteFile(table.location() + "/data/a.parquet").commit();
        assertThat(layers().query(remote, LocalLayers::noLanding, null, count)).isEqualTo("n\n1\n");
        assertThat(files(cache)).hasSize(1).doesNotContainAnyElementsOf(before);
    }

    @Test
    void theErrorNamesACatalogThatDoesNotAnswer() {
        Supplier<LayerTables> nowhere =
                () -> new LayerTables(Map.of("type", "rest", "uri", "http://127.0.0.1:1"), layers().bucket());
        assertThatThrownBy(() -> layers().query(nowhere, LocalLayers::noLanding, null, "FROM silver.orders"))
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

    private static String now(String sql) {
        return layers().query(sql, null);
    }

    private static String asOf(Instant time, String sql) {
        return layers().query(sql, new AsOf(time));
    }
}
