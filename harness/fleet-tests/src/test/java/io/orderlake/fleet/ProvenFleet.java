package io.orderlake.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlake.chaos.PoisonOrders;
import io.orderlake.localaws.LocalAwsGroup;
import io.orderlake.stream.aws.AwsClients;
import io.orderlake.stream.aws.AwsSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One instance of each of the five services, with a lake that the verifier has met. Its logs stay under {@code target}. */
final class ProvenFleet implements AutoCloseable {

    /** How ids of orders begin that become rejects. */
    static final String POISON = "poison-";

    private static final int CHANGES = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final JsonMapper JSON = new JsonMapper();

    private final List<TestService> services = new ArrayList<>();
    private final Path folder;
    private final LocalAwsGroup aws;
    private final DynamoDbClient dynamodb;
    private final S3Client s3;

    private ProvenFleet() throws Exception {
        folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "proven-fleet");
        aws = LocalAwsGroup.start(folder.resolve("aws"), LocalAwsGroup.Tables.IN_MEMORY);
        AwsClients clients = new AwsClients(new AwsSettings(
                null,
                "us-east-1",
                aws.endpoints().kinesis(),
                aws.endpoints().dynamodb(),
                aws.endpoints().s3(),
                null,
                null,
                Duration.ofSeconds(10)));
        dynamodb = clients.dynamodb();
        s3 = clients.s3();
    }

    private void makeALake() {
        TestService writer = start("order-writer-service", "--orderlake.generator.enabled=false");
        start("stream-relay-service");
        Path tables = folder.resolve("tables.yml");
        PoisonOrders.writeRejectingTables(tables);
        start("transformer-service", "--orderlake.tables=" + tables);
        start("lake-writer-service", "--orderlake.lake.max-age=1s");
        TestService verifier = start(
                "lake-verifier-service",
                "--orderlake.verify.state=" + folder.resolve("verifier.state"),
                "--orderlake.verify.tick-every=200ms",
                "--orderlake.verify.round-every=0s",
                "--orderlake.verify.read-units=100000",
                "--orderlake.verify.stream-delay=1s");
        await().atMost(PATIENCE).until(() -> services.stream().allMatch(TestService::ready));
        generate(CHANGES, 0);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(JSON.readTree(writer.get("/generator")).path("state").asString(""))
                    .isEqualTo("finished");
            JsonNode proof = JSON.readTree(verifier.get("/proof"));
            assertThat(proof.path("cost_since_start").path("rows").asLong()).isGreaterThanOrEqualTo(CHANGES);
            assertThat(proof.path("awaited").asLong()).isZero();
        });
    }

    /** @param rate changes a second; 0 means as fast as it goes */
    void generate(int changes, int rate) {
        try {
            service("order-writer-service")
                    .post("/generator", "{\"changes\":" + changes + ",\"rate\":" + rate + ",\"seed\":11}");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    TestService service(String module) {
        return services.stream()
                .filter(service -> service.is(module))
                .findFirst()
                .orElseThrow();
    }

    List<TestService> services() {
        return List.copyOf(services);
    }

    DynamoDbClient dynamodb() {
        return dynamodb;
    }

    S3Client s3() {
        return s3;
    }

    @Override
    public void close() {
        services.forEach(TestService::close);
        dynamodb.close();
        s3.close();
        aws.close();
    }

    private TestService start(String module, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "--orderlake.aws.kinesis-endpoint=" + aws.endpoints().kinesis(),
                "--orderlake.aws.dynamodb-endpoint=" + aws.endpoints().dynamodb(),
                "--orderlake.aws.s3-endpoint=" + aws.endpoints().s3()));
        settings.addAll(List.of(more));
        TestService service = new TestService(module, module, settings, folder);
        services.add(service);
        return service;
    }

    /** Gives all test classes of a run the same fleet, since its start takes long; it ends with the run. */
    static final class Shared implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ProvenFleet.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(ProvenFleet.class))
                    .computeIfAbsent(ProvenFleet.class, type -> started(), ProvenFleet.class);
        }

        private static ProvenFleet started() {
            try {
                ProvenFleet fleet = new ProvenFleet();
                try {
                    fleet.makeALake();
                    return fleet;
                } catch (RuntimeException | AssertionError e) {
                    fleet.close();
                    throw e;
                }
            } catch (Exception e) {
                throw new IllegalStateException("Cannot start the fleet", e);
            }
        }
    }
}
