package io.orderlake.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlake.launcher.Progress;
import io.orderlake.launcher.lake.Lake;
import io.orderlake.launcher.verify.Verify;
import io.orderlake.launcher.verify.VerifyReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rows that other writers put into the tables: the verifier, {@code verify} and a comparison of this test's own agree. */
@Order(2)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignWritersTest {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int CHANGES = 300;
    private static final ScanComparison ORDERS = new ScanComparison(
            "orders",
            ForeignWrites.ORDERS,
            List.of("order_id"),
            Set.of("customer_email", "shipping_address"),
            Set.of("total", "order_date", "order_hour", "order_weekday", "product_category"));
    private static final ScanComparison PARCELS = new ScanComparison(
            "parcels",
            ForeignWrites.PARCELS,
            List.of("depot", "number"),
            Set.of("carrier", "sender_email", "address"),
            Set.of());

    private Path folder = Path.of("target");
    private LocalFleet fleet;
    private ProofClient proof;

    @BeforeAll
    void writePastTheRestApi() throws Exception {
        folder = Files.createTempDirectory(Files.createDirectories(folder.toAbsolutePath()), "foreign-writers");
        fleet = LocalFleet.on(folder);
        ForeignWrites foreign = new ForeignWrites(fleet.dynamodb());
        foreign.createParcels();
        Files.writeString(tables(), shippedTables() + ownTables());
        startServices();
        fleet.awaitReady();
        generate();
        foreign.writeAll();
    }

    @AfterAll
    void stopAll() {
        fleet.close();
    }

    @Test
    void theVerifierReportsNoDifference() {
        proof.awaitProven();
    }

    @Test
    void verifyReportsNoDifference() {
        VerifyReport report = verify();
        assertThat(report.lines()).isEmpty();
        assertThat(report.agrees()).isTrue();
    }

    @Test
    void aComparisonOfItsOwnFindsNoDifference() {
        LandingBucket bucket = new LandingBucket(fleet.s3());
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(ORDERS.differences(fleet.dynamodb(), bucket)).isEmpty();
            assertThat(PARCELS.differences(fleet.dynamodb(), bucket)).isEmpty();
        });
    }

    private void startServices() {
        fleet.start(
                "order-writer-service",
                "--orderlake.generator.enabled=false",
                "--orderlake.generator.journal=" + journal());
        String tables = "--orderlake.tables=" + tables();
        fleet.start("stream-relay-service", tables);
        fleet.start("transformer-service", tables);
        fleet.start("lake-writer-service", tables, "--orderlake.lake.max-age=1s");
        TestService verifier =
                fleet.start("lake-verifier-service", ProvenFleet.eager(folder.resolve("verifier.state"), tables));
        proof = new ProofClient(verifier, PATIENCE);
    }

    private void generate() throws IOException {
        TestService writer = fleet.service("order-writer-service");
        writer.post("/generator", "{\"changes\":" + CHANGES + ",\"rate\":0,\"seed\":5}");
        await().atMost(PATIENCE).until(() -> writer.get("/generator").contains("\"finished\""));
    }

    private VerifyReport verify() {
        Verify.Scope scope = new Verify.Scope(tables(), journal(), List.of("parquet", "json"), Duration.ofSeconds(20));
        return new Verify(scope, () -> new Lake(fleet.bucket()), fleet.dynamodb(), new Progress(System.out, false))
                .run();
    }

    private Path tables() {
        return folder.resolve("tables.yml");
    }

    private Path journal() {
        return folder.resolve("journal.jsonl");
    }

    private static String shippedTables() throws IOException {
        return resource("/orderlake-tables.yml");
    }

    private static String ownTables() throws IOException {
        return resource("/foreign-writers-tables.yml");
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(ForeignWritersTest.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
