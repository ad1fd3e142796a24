package io.orderlake.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.fleet.Endpoints;
import io.orderlake.launcher.verify.Verify;
import io.orderlake.launcher.verify.VerifyReport;
import io.orderlake.localaws.LocalAwsGroup;
import io.orderlake.localaws.faults.Fault;
import io.orderlake.localaws.faults.FaultKind;
import io.orderlake.proof.state.ProofDifference.Kind;
import io.orderlake.localaws.faulty.FaultAdmin;
import io.orderlake.localaws.faulty.FaultyLocalAws;
import io.orderlake.stream.aws.AwsClients;
import io.orderlake.stream.aws.AwsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

/** The whole fleet as processes, two of each streaming service, under everything that the guarantees are about. */
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

    private final List<TestService> services = new ArrayList<>();
    private LocalAwsGroup aws;
    private FaultAdmin admin;
    private KinesisClient kinesis;
    private DynamoDbClient dynamodb;

    @BeforeEach
    void startAws() throws Exception {
        aws = LocalAwsGroup.start(folder.resolve("aws"), LocalAwsGroup.Tables.IN_MEMORY, FaultyLocalAws.OF_KINESIS);
        admin = new FaultAdmin(aws.endpoints().admin());
        AwsClients clients = new AwsClients(new AwsSettings(
                null,
                "us-east-1",
                aws.endpoints().kinesis(),
                aws.endpoints().dynamodb(),
                aws.endpoints().s3(),
                null,
                null,
                Duration.ofSeconds(10)));
        kinesis = clients.kinesis();
        dynamodb = clients.dynamodb();
    }

    @AfterEach
    void stopAll() {
        services.forEach(TestService::close);
        kinesis.close();
        dynamodb.close();
        aws.close();
    }

    @Test
    void nothingIsLostRepeatedOrReorderedThroughRefusalsReshardsKillsAndPoison() throws Exception {
        Path tables = Files.writeString(folder.resolve("tables.yml"), tables("reject"));
        createShipments();
        TestService writer = start("order-writer-service", 1, tables);
        STREAMING.forEach(module -> {
            start(module, 1, tables);
            start(module, 2, tables);
        });
        await().atMost(PATIENCE).until(() -> services.stream().allMatch(TestService::ready));

        admin.inject(Fault.always(FaultKind.REFUSE_ENTRIES)
                .at(0.1)
                .during("PutRecords")
                .seeded(7));
        writer.post("/generator", "{\"changes\":" + CHANGES + ",\"rate\":15,\"seed\":7}");
        writeShipments("DHL");
        split("order-changes");
        split("order-events");
        for (TestService service : firstOfEach()) {
            service.kill();
            writePoison(service);
            service.restart();
            await().atMost(PATIENCE).until(service::ready);
        }
        merge("order-changes");
        merge("order-events");
        writeShipments("UPS");
        await().atMost(PATIENCE).until(() -> generatorFinished(writer));

        VerifyReport poisoned = verify(tables);
        assertThat(differences(poisoned)).isEmpty();
        assertThat(poisoned.rejected()).isEqualTo(POISON);
        assertThat(poisoned.changes()).isGreaterThanOrEqualTo(CHANGES + POISON);
        assertThat(admin.faultsHappened()).isPositive();

        Path mended = Files.writeString(folder.resolve("mended.yml"), tables("flag"));
        services.stream()
                .filter(service -> service.is("transformer-service"))
                .forEach(service -> service.replace(settings(mended)));
        await().atMost(PATIENCE).until(() -> services.stream().allMatch(TestService::ready));
        TestService relay = firstOfEach().get(0);
        assertThat(relay.post("/redrive", "")).contains("\"rejects\":" + POISON);
        assertThat(relay.post("/redrive", "")).contains("\"rejects\":0");

        await().atMost(PATIENCE).untilAsserted(() -> {
            VerifyReport redriven = verify(mended);
            assertThat(redriven.rejected()).isZero();
            assertThat(differences(redriven)).isEmpty();
        });

        TestService verifier = start("lake-verifier-service", 1, tables);
        await().atMost(PATIENCE).until(verifier::ready);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(WatchedMetrics.shipped())
                        .filteredOn(WatchedMetrics::happensInAGoodRun)
                        .allMatch(metric -> metric.isToldByOneOf(services)));
    }

    private TestService start(String module, int number, Path tables) {
        TestService service = new TestService(module, module + "-" + number, settings(module, tables), folder);
        services.add(service);
        return service;
    }

    private List<String> settings(Path tables) {
        return settings("transformer-service", tables);
    }

    private List<String> settings(String module, Path tables) {
        List<String> settings = new ArrayList<>(List.of(
                "--orderlake.aws.kinesis-endpoint=" + aws.endpoints().kinesis(),
                "--orderlake.aws.dynamodb-endpoint=" + aws.endpoints().dynamodb(),
                "--orderlake.aws.s3-endpoint=" + aws.endpoints().s3()));
        switch (module) {
            case "order-writer-service" ->
                settings.addAll(
                        List.of("--orderlake.generator.enabled=false", "--orderlake.generator.journal=" + journal()));
            case "lake-verifier-service" -> settings.add("--orderlake.verify.state=" + folder.resolve("proof"));
            case "lake-writer-service" ->
                settings.addAll(List.of("--orderlake.tables=" + tables, "--orderlake.lake.max-age=1s"));
            default -> settings.add("--orderlake.tables=" + tables);
        }
        return settings;
    }

    private List<TestService> firstOfEach() {
        return STREAMING.stream()
                .map(module -> services.stream()
                        .filter(service -> service.is(module))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private VerifyReport verify(Path tables) {
        Endpoints endpoints = new Endpoints(
                aws.endpoints().kinesis(),
                aws.endpoints().dynamodb(),
                aws.endpoints().s3(),
                null,
                null);
        Verify.Scope scope = new Verify.Scope(tables, journal(), List.of("parquet", "json"), PATIENCE);
        return new Verify(scope, endpoints, new ConsoleProgress(System.out, false)).run();
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

    /** A third of the poison at each kill: orders without a quantity that passes the check. */
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

    /** By hash key, so that neighbours are adjacent. */
    private List<Shard> open(String stream) {
        return kinesis.listShards(l -> l.streamName(stream)).shards().stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .sorted(Comparator.comparing(
                        shard -> new BigInteger(shard.hashKeyRange().startingHashKey())))
                .toList();
    }
}
