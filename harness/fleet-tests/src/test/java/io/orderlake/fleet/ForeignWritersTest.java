package io.orderlake.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.verify.Verify;
import io.orderlake.launcher.verify.VerifyReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import tools.jackson.databind.json.JsonMapper;

/** Rows that other writers put into the tables: the verifier, {@code verify} and a comparison of this test's own agree. */
@Order(2)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
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
    private LandingBucket bucket;

    @BeforeAll
    void writePastTheRestApi() throws Exception {
        folder = Files.createTempDirectory(Files.createDirectories(folder.toAbsolutePath()), "foreign-writers");
        fleet = LocalFleet.on(folder);
        bucket = new LandingBucket(fleet.s3());
        ForeignWrites foreign = new ForeignWrites(fleet.dynamodb());
        foreign.createParcels();
        Files.writeString(tables(), shippedTables() + ownTables());
        startServices();
        fleet.awaitReady();
        generate();
        foreign.overwriteAndDelete();
        foreign.writeAll();
    }

    @AfterAll
    void stopAll() {
        fleet.close();
    }

    @Test
    @Order(1)
    void theVerifierReportsNoDifference() {
        proof.awaitProven();
    }

    @Test
    @Order(2)
    void verifyReportsNoDifference() {
        VerifyReport report = verify();
        assertThat(report.agrees()).as(String.join("\n", report.lines())).isTrue();
    }

    @Test
    @Order(3)
    void aComparisonOfItsOwnFindsNoDifference() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(ORDERS.differences(fleet.dynamodb(), bucket)).isEmpty();
            assertThat(PARCELS.differences(fleet.dynamodb(), bucket)).isEmpty();
        });
    }

    @Test
    @Order(3)
    void aPartitionFolderIsNamedAsTheMask() {
        assertThat(bucket.keys("landing/parquet/parcels/carrier=***/")).isNotEmpty();
    }

    @Test
    @Order(4)
    void bothReportARowThatWasAltered() {
        String key = anObjectOfManyRows();
        ResponseBytes<GetObjectResponse> object =
                bucket.damage(key, lines -> lines.set(0, withOtherValues(lines.get(0))));
        bothReport("altered", idOf(LandingBucket.lines(object.asByteArray()).get(0)));
        bucket.restore(key, object);
        proof.awaitProven();
    }

    @Test
    @Order(4)
    void bothReportARowThatIsGone() {
        String key = anObjectOfManyRows();
        ResponseBytes<GetObjectResponse> object = bucket.damage(key, lines -> lines.remove(0));
        bothReport("missing", "");
        bucket.restore(key, object);
        proof.awaitProven();
    }

    @Test
    @Order(4)
    void bothReportAnObjectThatIsGone() {
        String key = anObject();
        ResponseBytes<GetObjectResponse> object = bucket.object(key);
        bucket.delete(key);
        bothReport("object_gone", key);
        bucket.restore(key, object);
        proof.awaitProven();
    }

    @Test
    @Order(4)
    void bothReportAForgedClaim() {
        ClaimItems claims = new ClaimItems(fleet.dynamodb());
        Map<String, AttributeValue> claim = claims.first();
        claims.put(ClaimItems.with(claim, "rows", AttributeValue.fromN("7777")));
        bothReport("claim_forged", "");
        claims.put(claim);
        proof.awaitProven();
    }

    /** Both report the kind, and the same row or object where a difference belongs to one. */
    private void bothReport(String kind, String where) {
        assertThat(proof.expect(kind).path("examples").toString()).contains(where);
        VerifyReport report = verify();
        assertThat(report.agrees()).isFalse();
        assertThat(report.lines())
                .as(String.join("\n", report.lines()))
                .anyMatch(line -> line.strip().startsWith(kind + ": ") && line.contains(where));
    }

    private String anObject() {
        return bucket.keys("landing/parquet/orders/").get(0);
    }

    private String anObjectOfManyRows() {
        return bucket.objectWith("landing/json/orders/", lines -> lines.size() > 10);
    }

    private static String withOtherValues(String line) {
        return line.replaceFirst("\"currency\":(null|\"[^\"]*\")", "\"currency\":\"forged\"");
    }

    private static String idOf(String line) {
        return new JsonMapper().readTree(line).path("order_id").asString("");
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
        return new Verify(scope, fleet.launcherEndpoints(), new ConsoleProgress(System.out, false))
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
