package io.orderlake.benchmarks;

import io.orderlake.chaos.PoisonOrders;
import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.fleet.Fleet;
import io.orderlake.launcher.fleet.FleetPlan;
import io.orderlake.launcher.fleet.FleetPlan.Aws;
import io.orderlake.launcher.fleet.FleetPlan.Extra;
import io.orderlake.launcher.fleet.FleetPlan.Lifespan;
import io.orderlake.launcher.fleet.FleetService;
import io.orderlake.launcher.fleet.Http;
import io.orderlake.launcher.fleet.Metrics;
import io.orderlake.launcher.fleet.ShortRun;
import io.orderlake.launcher.lake.JsonLineReader;
import io.orderlake.launcher.lake.Lake;
import io.orderlake.launcher.lake.Lake.Format;
import io.orderlake.launcher.lake.LakeObject;
import io.orderlake.stream.aws.AwsClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Whether poison makes its neighbours late: PAIRS (default 3) times two fleets, each fresh, at the same rate, the first without
 * and the second with poison as every hundredth change, SECONDS (default 60) long. Prints the p99 freshness of the healthy
 * changes of each run, from the time in the row to the time of its object, and the ratio of the medians.
 */
public final class PoisonDrill {

    /** New orders; with updates and deletes they make 100 changes a second. */
    private static final int ORDERS_A_SECOND = 40;

    private static final Duration POISON_EVERY = Duration.ofSeconds(1);
    private static final int WARM_UP = 3_000;

    private PoisonDrill() {}

    public static void main(String[] args) throws IOException {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 60;
        int pairs = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        List<Long> healthy = new ArrayList<>();
        List<Long> poisoned = new ArrayList<>();
        for (int pair = 0; pair < pairs; pair++) {
            healthy.add(run("without", seconds, 0));
            poisoned.add(run("with", seconds, (int) (seconds / POISON_EVERY.toSeconds())));
        }
        print(
                "p99 of healthy changes: %,d ms without, %,d ms with poison (medians): %.2f times",
                median(healthy), median(poisoned), (double) median(poisoned) / median(healthy));
    }

    private static long run(String which, int seconds, int poison) throws IOException {
        Path folder = Files.createTempDirectory("orderlake-poison");
        Path tables = folder.resolve("tables.yml");
        PoisonOrders.writeRejectingTables(tables);
        List<Long> freshness = new ShortRun(plan(folder, tables), false, new ConsoleProgress(System.err, false))
                .with(fleet -> measured(fleet, tables, seconds, poison));
        long p99 = freshness.get((int) (freshness.size() * 0.99));
        print(
                "%-7s poison: %,d healthy changes, p50 %,d ms, p99 %,d ms",
                which, freshness.size(), median(freshness), p99);
        return p99;
    }

    private static List<Long> measured(Fleet fleet, Path tables, int seconds, int poison) {
        generate(fleet, "{\"rate\":0,\"seed\":7,\"changes\":" + WARM_UP + "}");
        awaitOut(fleet, WARM_UP);
        Instant begun = Instant.now();
        int changes = seconds * ORDERS_A_SECOND * 100 / 40;
        generate(fleet, "{\"rate\":" + ORDERS_A_SECOND + ",\"seed\":8,\"changes\":" + changes + "}");
        try (DynamoDbClient dynamodb = new AwsClients(fleet.state().endpoints().settings()).dynamodb()) {
            PoisonOrders orders = new PoisonOrders(tables, dynamodb);
            for (int i = 0; i < poison; i++) {
                pause(POISON_EVERY);
                orders.write(1);
            }
        }
        awaitOut(fleet, WARM_UP + changes + poison);
        return freshness(
                new Lake(Path.of(String.valueOf(fleet.state().endpoints().bucketFolder()))), begun);
    }

    private static void generate(Fleet fleet, String run) {
        int port = fleet.process(FleetService.ORDER_WRITER).port();
        while (!Http.post(port, "/generator", run, Duration.ofSeconds(30)).ok()) {
            pause(Duration.ofMillis(200)); // The run before has landed, but has not said so yet.
        }
    }

    private static void awaitOut(Fleet fleet, long target) {
        int port = fleet.process(FleetService.LAKE_WRITER).managementPort();
        double out = 0;
        while (out < target) {
            pause(Duration.ofMillis(200));
            Metrics metrics = Metrics.of(port);
            out = metrics.sum("orderlake_changes_out_total", "") + metrics.sum("orderlake_changes_rejected_total", "");
        }
    }

    /** Of each row written since, in ascending order; deletes have no time of their own. */
    private static List<Long> freshness(Lake lake, Instant since) {
        List<Long> all = new ArrayList<>();
        for (LakeObject object : lake.objects(Format.JSON, "orders")) {
            JsonLineReader.forEach(object, row -> {
                boolean delete = row.path("cdc_op").asString("").equals("D");
                Instant changed =
                        delete ? since : Instant.parse(row.path("updated_at").asString());
                if (changed.isAfter(since)) {
                    all.add(object.landedAt() - changed.toEpochMilli());
                }
            });
        }
        Collections.sort(all);
        return all;
    }

    private static FleetPlan plan(Path folder, Path tables) {
        return new FleetPlan(
                Path.of("").toAbsolutePath(),
                folder,
                new Aws.Local(),
                "",
                tables,
                Lifespan.ONCE,
                List.of(
                        new Extra(FleetService.ORDER_WRITER, "--orderlake.generator.enabled=false"),
                        new Extra(FleetService.LAKE_WRITER, "--orderlake.lake.max-age=1s")));
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void pause(Duration duration) {
        try {
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void print(String line, Object... values) {
        System.out.println(String.format(Locale.ROOT, line, values));
    }
}
