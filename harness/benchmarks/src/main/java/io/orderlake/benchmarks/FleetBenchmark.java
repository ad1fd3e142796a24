package io.orderlake.benchmarks;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.fleet.Fleet;
import io.orderlake.launcher.fleet.FleetPlan;
import io.orderlake.launcher.fleet.FleetPlan.Aws;
import io.orderlake.launcher.fleet.FleetPlan.Extra;
import io.orderlake.launcher.fleet.FleetPlan.Lifespan;
import io.orderlake.launcher.fleet.FleetService;
import io.orderlake.launcher.fleet.FleetState.Member;
import io.orderlake.launcher.fleet.Http;
import io.orderlake.launcher.fleet.Metrics;
import io.orderlake.launcher.lake.FolderCleanup;
import io.orderlake.localaws.LocalAwsAdmin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The whole fleet at full load on this machine: writes CHANGES (default 20,000) as fast as DynamoDB Local takes them, waits
 * until all have landed, and prints the CPU time of each process per million changes and the PUT units of each stream.
 */
public final class FleetBenchmark {

    private static final double MILLION = 1_000_000;

    private FleetBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        long changes = args.length == 0 ? 20_000 : Long.parseLong(args[0]);
        Path folder = Files.createTempDirectory("orderlake-benchmark");
        try (Fleet fleet = new Fleet(plan(folder), new ConsoleProgress(System.err, false))) {
            fleet.start();
            run(fleet, 2_000); // The compilers warm up.
            measure(fleet, changes);
        } finally {
            FolderCleanup.delete(folder);
        }
    }

    private static FleetPlan plan(Path folder) {
        return new FleetPlan(
                Path.of("").toAbsolutePath(),
                folder,
                new Aws.Local(),
                "",
                null,
                Lifespan.ONCE,
                List.of(
                        new Extra(FleetService.ORDER_WRITER, "--orderlake.generator.enabled=false"),
                        new Extra(FleetService.LAKE_WRITER, "--orderlake.lake.max-age=5s")));
    }

    private static void measure(Fleet fleet, long changes) throws InterruptedException {
        Map<String, Duration> before = cpu(fleet);
        Instant begun = Instant.now();
        run(fleet, changes);
        Duration took = Duration.between(begun, Instant.now());
        Map<String, Duration> after = cpu(fleet);
        print("%,d changes landed in %.1f s: %,.0f changes/s", changes, seconds(took), changes / seconds(took));
        after.forEach((name, cpu) -> {
            double used = seconds(cpu.minus(Objects.requireNonNull(before.get(name))));
            print("  %-14s %6.1f CPU s, %6.0f CPU s per million changes", name, used, used / changes * MILLION);
        });
        LocalAwsAdmin admin = new LocalAwsAdmin(
                Objects.requireNonNull(fleet.state().endpoints().kinesis()).resolve("/_admin/"));
        print("PUT units, requests and bytes by stream, the warm-up's 2,000 changes included: %s", admin.stats());
    }

    private static void run(Fleet fleet, long changes) throws InterruptedException {
        long target = landed(fleet) + changes;
        Http.Answer started = Http.post(
                fleet.process(FleetService.ORDER_WRITER).port(),
                "/generator",
                "{\"rate\":0,\"seed\":7,\"changes\":" + changes + "}",
                Duration.ofSeconds(30));
        if (!started.ok()) {
            throw new IllegalStateException("The generator refused: " + started.body());
        }
        while (landed(fleet) < target) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static long landed(Fleet fleet) {
        return (long) Metrics.of(fleet.process(FleetService.LAKE_WRITER).managementPort())
                .sum("orderlake_changes_out_total", "");
    }

    private static Map<String, Duration> cpu(Fleet fleet) {
        return fleet.state().members().stream()
                .collect(Collectors.toMap(
                        Member::name,
                        member -> member.running()
                                .process()
                                .flatMap(process -> process.info().totalCpuDuration())
                                .orElse(Duration.ZERO),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static void print(String line, Object... values) {
        System.out.println(String.format(Locale.ROOT, line, values));
    }
}
