package io.orderlake.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.verify.Verify;
import io.orderlake.launcher.verify.VerifyReport;
import io.orderlake.localaws.faults.Fault;
import io.orderlake.localaws.faults.FaultKind;
import io.orderlake.localaws.faulty.FaultAdmin;
import io.orderlake.proof.state.ProofDifference.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Shard;
import tools.jackson.databind.json.JsonMapper;

/** The whole fleet as processes, two of each streaming service, through refused entries, reshards, kills and poison. */
@Order(1)
class FleetTest {

    private static final int CHANGES = 3_000;
    private static final int POISON = CHANGES / 100;
    private static final int SHIPMENTS = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final List<String> STREAMING =
            List.of("stream-relay-service", "transformer-service", "lake-writer-service");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private LocalFleet fleet;
    private FaultAdmin admin;
    private KinesisClient kinesis;
    private DynamoDbClient dynamodb;

    @BeforeEach
    void startAws() throws Exception {
        fleet = LocalFleet.on(folder);
        admin = new FaultAdmin(fleet.endpoints().admin());
        kinesis = fleet.kinesis();
        dynamodb = fleet.dynamodb();
    }

    @AfterEach
    void stopAll() {
        fleet.close();
    }

    @Test
    void nothingIsLostRepeatedOrReorderedThroughRefusalsReshardsKillsAndPoison() throws Exception {
        Path tables = Files.writeString(folder.resolve("tables.yml"), tables("reject"));
        createShipments();
        startTwoOfEach(tables);
        writeThroughRefusalsReshardsAndKills();
        assertNothingIsLostRepeatedOrReordered(tables);

        Path repaired = Files.writeString(folder.resolve("repaired.yml"), tables("flag"));
        repairTheTables(repaired);
        redriveTwice();
        await().atMost(PATIENCE).untilAsserted(() -> {
            VerifyReport redriven = verify(repaired);
            assertThat(redriven.rejected()).isZero();
            assertThat(differences(redriven)).isEmpty();
        });
        assertEveryMetricIsReported(tables);
    }

    private void startTwoOfEach(Path tables) {
        start("order-writer-service", 1, tables);
        for (String module : STREAMING) {
            start(module, 1, tables);
            start(module, 2, tables);
        }
        fleet.awaitReady();
    }

    private void writeThroughRefusalsReshardsAndKills() throws Exception {
        TestService writer = fleet.service("order-writer-service");
        admin.inject(Fault.always(FaultKind.REFUSE_ENTRIES)
                .at(0.1)
                .during("PutRecords")
                .seeded(7));
        writer.post("/generator", "{\"changes\":" + CHANGES + ",\"rate\":15,\"seed\":7}");
        writeShipments("DHL");
        split("order-changes");
        split("order-events");
        for (String module : STREAMING) {
            TestService service = fleet.service(module);
            service.kill();
            writePoison(service);
            service.restart();
            await().atMost(PATIENCE).until(service::ready);
        }
        merge("order-changes");
        merge("order-events");
        writeShipments("UPS");
        await().atMost(PATIENCE).until(() -> generatorFinished(writer));
    }

    private void assertNothingIsLostRepeatedOrReordered(Path tables) {
        VerifyReport poisoned = verify(tables);
        assertThat(differences(poisoned)).isEmpty();
        assertThat(poisoned.rejected()).isEqualTo(POISON);
        assertThat(poisoned.changes()).isGreaterThanOrEqualTo(CHANGES + POISON);
        assertThat(admin.faultsHappened()).isPositive();
    }

    /** Replaces the transformers by such as flag what they rejected before. */
    private void repairTheTables(Path repaired) {
        fleet.services().stream()
                .filter(service -> service.is("transformer-service"))
                .forEach(service -> service.replace(fleet.onThisAws(settings("transformer-service", repaired))));
        fleet.awaitReady();
    }

    private void redriveTwice() throws IOException {
        TestService relay = fleet.service("stream-relay-service");
        assertThat(relay.post("/redrive", "")).contains("\"rejects\":" + POISON);
        assertThat(relay.post("/redrive", "")).contains("\"rejects\":0");
    }

    private void assertEveryMetricIsReported(Path tables) {
        TestService verifier = start("lake-verifier-service", 1, tables);
        await().atMost(PATIENCE).until(verifier::ready);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(WatchedMetrics.shipped())
                        .filteredOn(WatchedMetrics::happensInAGoodRun)
                        .allMatch(metric -> metric.isReportedByOneOf(fleet.services())));
    }

    private TestService start(String module, int number, Path tables) {
        return fleet.start(module, module + "-" + number, settings(module, tables));
    }

    private List<String> settings(String module, Path tables) {
        return switch (module) {
            case "order-writer-service" ->
                List.of("--orderlake.generator.enabled=false", "--orderlake.generator.journal=" + journal());
            case "lake-verifier-service" -> List.of("--orderlake.verify.state=" + folder.resolve("proof"));
            case "lake-writer-service" -> List.of("--orderlake.tables=" + tables, "--orderlake.lake.max-age=1s");
            default -> List.of("--orderlake.tables=" + tables);
        };
    }

    private VerifyReport verify(Path tables) {
        Verify.Scope scope = new Verify.Scope(tables, journal(), List.of("parquet", "json"), PATIENCE);
        return new Verify(scope, fleet.launcherEndpoints(), new ConsoleProgress(System.out, false)).run();
    }

    private static List<String> differences(VerifyReport report) {
        return Stream.of(Kind.values())
                .filter(kind -> report.count(kind) > 0)
                .map(kind -> kind.word() + " " + report.count(kind) + " " + report.examples())
                .toList();
    }

    private Path journal() {
        return folder.resolve("journal.jsonl");
    }

    private static boolean generatorFinished(TestService writer) throws IOException {
        return new JsonMapper()
                .readTree(writer.get("/generator"))
                .path("state")
                .asString("")
                .equals("finished");
    }

    private static String tables(String onFailure) throws IOException {
        try (InputStream shipped = Objects.requireNonNull(FleetTest.class.getResourceAsStream("/tables.yml"))) {
            return new String(shipped.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("on_failure: reject", "on_failure: " + onFailure);
        }
    }

    /** Writes a third of the poison at each kill: orders whose quantity does not pass the check. */
    private void writePoison(TestService during) {
        for (int i = 0; i < POISON / STREAMING.size(); i++) {
            String id = "poison-" + during.instance() + "-" + i;
            Map<String, AttributeValue> item = Map.of(
                    "order_id", AttributeValue.fromS(id),
                    "quantity", AttributeValue.fromN("0"),
                    "price", AttributeValue.fromN("1"),
                    "order_date", AttributeValue.fromS("2026-11-20"),
                    "updated_at", AttributeValue.fromN("1795176000000"),
                    "version", AttributeValue.fromN("1"));
            dynamodb.putItem(put -> put.tableName("CustomerOrders").item(item));
        }
    }

    private void writeShipments(String carrier) {
        for (int i = 0; i < SHIPMENTS; i++) {
            Map<String, AttributeValue> item = Map.of(
                    "order_id", AttributeValue.fromS("o-" + i / 2),
                    "line", AttributeValue.fromN(Integer.toString(i % 2)),
                    "carrier", AttributeValue.fromS(carrier),
                    "weight", AttributeValue.fromN("1.125"),
                    "shipped_on", AttributeValue.fromS("2026-11-20"));
            dynamodb.putItem(put -> put.tableName("Shipments").item(item));
        }
    }

    private void createShipments() {
        dynamodb.createTable(table -> table.tableName("Shipments")
                .attributeDefinitions(
                        a -> a.attributeName("order_id").attributeType(ScalarAttributeType.S),
                        a -> a.attributeName("line").attributeType(ScalarAttributeType.N))
                .keySchema(
                        k -> k.attributeName("order_id").keyType(KeyType.HASH),
                        k -> k.attributeName("line").keyType(KeyType.RANGE))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .streamSpecification(s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
        dynamodb.waiter().waitUntilTableExists(table -> table.tableName("Shipments"));
    }

    private void split(String stream) {
        Shard shard = open(stream).get(0);
        BigInteger from = new BigInteger(shard.hashKeyRange().startingHashKey());
        BigInteger to = new BigInteger(shard.hashKeyRange().endingHashKey());
        kinesis.splitShard(s -> s.streamName(stream)
                .shardToSplit(shard.shardId())
                .newStartingHashKey(from.add(to).shiftRight(1).toString()));
    }

    private void merge(String stream) {
        List<Shard> open = open(stream);
        kinesis.mergeShards(m -> m.streamName(stream)
                .shardToMerge(open.get(0).shardId())
                .adjacentShardToMerge(open.get(1).shardId()));
    }

    /** Sorted by hash key, so that neighbours in the list are adjacent shards. */
    private List<Shard> open(String stream) {
        return kinesis.listShards(l -> l.streamName(stream)).shards().stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .sorted(Comparator.comparing(
                        shard -> new BigInteger(shard.hashKeyRange().startingHashKey())))
                .toList();
    }
}
