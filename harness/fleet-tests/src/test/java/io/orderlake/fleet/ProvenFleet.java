package io.orderlake.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlake.chaos.PoisonOrders;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/** One instance of each of the five services, with a lake whose rows the verifier has read. Its logs stay under {@code target}. */
final class ProvenFleet implements AutoCloseable {

    /** Ids of orders that become rejects begin with it. */
    static final String POISON = "poison-";

    private static final int CHANGES = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final LocalFleet fleet;

    private ProvenFleet() throws Exception {
        folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "proven-fleet");
        fleet = LocalFleet.on(folder);
    }

    private void startServices() {
        fleet.start("order-writer-service", "--orderlake.generator.enabled=false");
        fleet.start("stream-relay-service");
        Path tables = folder.resolve("tables.yml");
        PoisonOrders.writeRejectingTables(tables);
        fleet.start("transformer-service", "--orderlake.tables=" + tables);
        fleet.start("lake-writer-service", "--orderlake.lake.max-age=1s");
        fleet.start("lake-verifier-service", eager(folder.resolve("verifier.state")));
        fleet.awaitReady();
    }

    private void makeALake() {
        generate(CHANGES, 0);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(JSON.readTree(service("order-writer-service").get("/generator"))
                            .path("state")
                            .asString(""))
                    .isEqualTo("finished");
            JsonNode proof = JSON.readTree(service("lake-verifier-service").get("/proof"));
            assertThat(proof.path("cost_since_start").path("rows").asLong()).isGreaterThanOrEqualTo(CHANGES);
            assertThat(proof.path("awaited").asLong()).isZero();
        });
    }

    /** Settings of a verifier that compares without pauses, and then those given. */
    static String[] eager(Path state, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "--orderlake.verify.state=" + state,
                "--orderlake.verify.tick-every=200ms",
                "--orderlake.verify.round-every=0s",
                "--orderlake.verify.read-units=100000",
                "--orderlake.verify.stream-delay=1s"));
        settings.addAll(List.of(more));
        return settings.toArray(String[]::new);
    }

    /** @param rate changes a second; 0 means without a limit */
    void generate(int changes, int rate) {
        try {
            service("order-writer-service")
                    .post("/generator", "{\"changes\":" + changes + ",\"rate\":" + rate + ",\"seed\":11}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestService service(String module) {
        return fleet.service(module);
    }

    List<TestService> services() {
        return fleet.services();
    }

    DynamoDbClient dynamodb() {
        return fleet.dynamodb();
    }

    S3Client s3() {
        return fleet.s3();
    }

    @Override
    public void close() {
        fleet.close();
    }

    /** Gives all test classes of a run the same fleet, because its start takes long. The fleet ends with the run. */
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
                    fleet.startServices();
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
