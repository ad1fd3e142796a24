package io.orderlake.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.fleet.Fleet;
import io.orderlake.launcher.fleet.FleetPlan;
import io.orderlake.launcher.fleet.FleetPlan.Extra;
import io.orderlake.launcher.fleet.FleetService;
import io.orderlake.launcher.fleet.FleetState;
import io.orderlake.launcher.fleet.ShortRun;
import io.orderlake.launcher.lake.Lake;
import io.orderlake.launcher.lake.LayerTables;
import io.orderlake.launcher.verify.LakehouseReport;
import io.orderlake.launcher.verify.Verify;
import io.orderlake.launcher.verify.VerifyLakehouse;
import io.orderlake.stream.aws.AwsClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Spark as a member of the fleet, killed while it writes. */
class LakehouseTest {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int KILLS = 2;
    private static final int ORDERS = 300;
    private static final List<String> GOLD =
            List.of("sales_daily", "product_performance", "customer_value", "order_timeline", "order_funnel");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void silverAndGoldAreExactAfterSparkWasKilledInTheMiddleOfMerges() {
        FleetPlan plan = new FleetPlan(
                        Path.of("..", "..").toAbsolutePath().normalize(),
                        folder.resolve("fleet"),
                        new FleetPlan.Aws.Local(),
                        "",
                        null,
                        FleetPlan.Lifespan.ONCE,
                        List.of(
                                new Extra(FleetService.ORDER_WRITER, "--orderlake.generator.enabled=false"),
                                new Extra(FleetService.LAKE_WRITER, "--orderlake.lake.max-age=1s"),
                                new Extra(FleetService.LAKE_WRITER, "--orderlake.lake.bronze.commit-every=1s")))
                .withSilver(Duration.ofSeconds(1));
        LakehouseReport report = new ShortRun(plan, true, new ConsoleProgress(System.out, false)).with(fleet -> {
            for (int i = 1; i <= KILLS; i++) {
                Set<Path> before = silverFiles();
                post(fleet, "{\"orders\":" + ORDERS + ",\"rate\":30,\"seed\":" + i + "}");
                killInTheMiddleOfAMerge(fleet, before);
                await().atMost(PATIENCE).until(() -> generator(fleet).contains("\"finished\""));
            }
            return agreed(fleet);
        });
        assertThat(report.lines()).anyMatch(line -> line.contains(" 0 missing, 0 stale, 0 extra"));
        assertThat(report.rows()).isGreaterThanOrEqualTo(ORDERS);
    }

    /** A new data file shows that a merge is running: a merge commits only after it has written all of its files. */
    private void killInTheMiddleOfAMerge(Fleet fleet, Set<Path> before) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> !before.containsAll(silverFiles()));
        fleet.lakehouse().kill();
        await().atMost(PATIENCE).until(() -> {
            fleet.restartLakehouseIfDue();
            return fleet.lakehouse().alive();
        });
    }

    private LakehouseReport agreed(Fleet fleet) {
        FleetState state = fleet.state();
        Path bucket = folder.resolve("fleet/aws/s3/orderlake");
        Verify.Scope scope = new Verify.Scope(null, Path.of(String.valueOf(state.journal())), List.of(), Duration.ZERO);
        try (LayerTables tables = new LayerTables(state.endpoints().catalogProperties(), bucket);
                DynamoDbClient dynamodb = new AwsClients(state.endpoints().settings()).dynamodb()) {
            VerifyLakehouse verification = new VerifyLakehouse(scope, dynamodb, new Lake(bucket));
            return await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> verification.run(layers(tables)), LakehouseReport::agrees);
        }
    }

    private static VerifyLakehouse.Layers layers(LayerTables tables) {
        Map<String, List<Path>> gold =
                GOLD.stream().collect(Collectors.toMap(Function.identity(), name -> tables.files("gold", name)));
        return new VerifyLakehouse.Layers(new HashMap<>(Map.of("orders", tables.files("silver", "orders"))), gold);
    }

    private Set<Path> silverFiles() {
        Path data = folder.resolve("fleet/aws/s3/orderlake/lake/silver/orders/data");
        if (!Files.isDirectory(data)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.toString().endsWith(".parquet")).collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException renamed) {
            // A listed file was renamed in the meantime.
            return Set.of();
        }
    }

    private static void post(Fleet fleet, String body) {
        call(fleet, HttpRequest.BodyPublishers.ofString(body), "POST");
    }

    private static String generator(Fleet fleet) {
        return call(fleet, HttpRequest.BodyPublishers.noBody(), "GET");
    }

    private static String call(Fleet fleet, HttpRequest.BodyPublisher body, String method) {
        int port = fleet.process(FleetService.ORDER_WRITER).port();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/generator"))
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
