package io.orderlake.benchmarks;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.fleet.Fleet;
import io.orderlake.launcher.fleet.FleetPlan;
import io.orderlake.launcher.fleet.FleetPlan.Aws;
import io.orderlake.launcher.fleet.FleetPlan.Extra;
import io.orderlake.launcher.fleet.FleetPlan.Lifespan;
import io.orderlake.launcher.fleet.FleetService;
import io.orderlake.launcher.fleet.Http;
import io.orderlake.launcher.fleet.Metrics;
import io.orderlake.launcher.fleet.ServiceProcess;
import io.orderlake.launcher.fleet.ShortRun;
import io.orderlake.localaws.LocalAwsAdmin;
import io.orderlake.localaws.faulty.FaultAdmin;
import io.orderlake.localaws.faulty.FaultyLocalAws;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Counts the AWS calls, bytes and CPU time of a fleet with the services' own settings at steady rates, SECONDS (default 150)
 * each, and writes them to FILE (default {@code harness/benchmarks/calls.json}), from which {@link CostTable} calculates.
 */
public final class FleetCalls {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** New orders a second; with updates, cancellations and deletes they make two and a half times as many changes. */
    private static final List<Integer> ORDER_RATES = List.of(4, 40, 400);

    private static final int CHANGES_PER_TEN_ORDERS = 25;

    /** Longer than a claim waits, so that claims of the steady rate are counted. */
    private static final Duration SETTLING = Duration.ofSeconds(75);

    private FleetCalls() {}

    public static void main(String[] args) throws IOException {
        Duration length = Duration.ofSeconds(args.length > 0 ? Long.parseLong(args[0]) : 150);
        Path file = Path.of(args.length > 1 ? args[1] : "harness/benchmarks/calls.json");
        ObjectNode all = JSON.createObjectNode().put("counted", LocalDate.now().toString());
        for (int orders : ORDER_RATES) {
            Path folder = Files.createTempDirectory("orderlake-calls");
            ShortRun run = new ShortRun(plan(folder), false, new ConsoleProgress(System.err, false));
            ObjectNode counted = run.with(fleet -> counted(fleet, orders, length));
            all.withArray("runs").add(counted);
        }
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
    }

    private static FleetPlan plan(Path folder) {
        return new FleetPlan(
                Path.of("").toAbsolutePath(),
                folder,
                new Aws.Local(FaultyLocalAws.OF_ALL),
                "",
                null,
                Lifespan.ONCE,
                List.of(new Extra(FleetService.ORDER_WRITER, "--orderlake.generator.enabled=false")));
    }

    private static ObjectNode counted(Fleet fleet, int orders, Duration length) {
        long changes = SETTLING.plus(length).toSeconds() * orders * CHANGES_PER_TEN_ORDERS / 10;
        Http.Answer answer = Http.post(
                fleet.process(FleetService.ORDER_WRITER).port(),
                "/generator",
                "{\"rate\":" + orders + ",\"seed\":7,\"changes\":" + 2 * changes + "}",
                Duration.ofSeconds(30));
        if (!answer.ok()) {
            throw new IllegalStateException("The generator refused: " + answer.body());
        }
        pause(SETTLING);
        CounterSnapshot before = CounterSnapshot.at(fleet);
        pause(length);
        return CounterSnapshot.at(fleet).since(before);
    }

    private static void pause(Duration length) {
        try {
            TimeUnit.MILLISECONDS.sleep(length.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** All counters at one moment. */
    private record CounterSnapshot(
            Instant at, long changes, Map<JsonNode, JsonNode> calls, JsonNode streams, Map<String, Duration> cpu) {

        static CounterSnapshot at(Fleet fleet) {
            URI admin =
                    Objects.requireNonNull(fleet.state().endpoints().kinesis()).resolve("/_admin/");
            Map<JsonNode, JsonNode> calls = new LinkedHashMap<>();
            new FaultAdmin(admin).calls().forEach(line -> calls.put(line.path("call"), line.path("totals")));
            Map<String, Duration> cpu = new TreeMap<>();
            for (ServiceProcess process : fleet.processes()) {
                cpu.put(
                        process.name(),
                        process.handle().info().totalCpuDuration().orElse(Duration.ZERO));
            }
            return new CounterSnapshot(Instant.now(), changes(fleet), calls, new LocalAwsAdmin(admin).stats(), cpu);
        }

        private static long changes(Fleet fleet) {
            return (long) Metrics.of(fleet.process(FleetService.STREAM_RELAY).managementPort())
                    .sum("orderlake_records_published_total", "stream=\"order-changes\"");
        }

        ObjectNode since(CounterSnapshot before) {
            double seconds = Duration.between(before.at, at).toMillis() / 1000.0;
            ObjectNode run = JSON.createObjectNode().put("seconds", seconds).put("changes", changes - before.changes);
            cpu.forEach((name, used) -> run.withObject("/cpu_seconds")
                    .put(
                            name,
                            used.minus(Objects.requireNonNull(before.cpu.get(name)))
                                            .toMillis()
                                    / 1000.0));
            streams.propertyStream()
                    .forEach(stream -> run.withObject("/streams")
                            .set(stream.getKey(), minus(stream.getValue(), before.streams.path(stream.getKey()))));
            List<ObjectNode> lines = new ArrayList<>();
            calls.forEach((call, totals) -> {
                ObjectNode rest = minus(totals, before.calls.getOrDefault(call, JSON.createObjectNode()));
                if (rest.path("calls").asLong() > 0) {
                    lines.add(((ObjectNode) call.deepCopy()).setAll(rest));
                }
            });
            run.putArray("calls").addAll(lines);
            return run;
        }

        private static ObjectNode minus(JsonNode now, JsonNode then) {
            ObjectNode rest = JSON.createObjectNode();
            now.propertyStream()
                    .forEach(one -> rest.put(
                            one.getKey(),
                            one.getValue().asLong() - then.path(one.getKey()).asLong(0)));
            return rest;
        }
    }
}
