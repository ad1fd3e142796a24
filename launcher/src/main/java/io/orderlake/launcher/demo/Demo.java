package io.orderlake.launcher.demo;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.fleet.Fleet;
import io.orderlake.launcher.fleet.FleetPlan;
import io.orderlake.launcher.fleet.FleetPlan.Aws;
import io.orderlake.launcher.fleet.FleetPlan.Extra;
import io.orderlake.launcher.fleet.FleetPlan.Lifespan;
import io.orderlake.launcher.fleet.FleetService;
import io.orderlake.launcher.fleet.FleetState;
import io.orderlake.launcher.fleet.ShortRun;
import io.orderlake.launcher.lake.Lake;
import io.orderlake.launcher.lake.LayerTables;
import io.orderlake.launcher.verify.LakehouseReport;
import io.orderlake.launcher.verify.Verify;
import io.orderlake.launcher.verify.VerifyLakehouse;
import io.orderlake.launcher.verify.VerifyReport;
import io.orderlake.stream.aws.AwsClients;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Runs the whole fleet once: start, write, land, verify, show, stop. */
public final class Demo {

    private static final Duration VERIFY_LIMIT = Duration.ofSeconds(30);
    private static final Duration WATCHED = Duration.ofSeconds(8);
    /** Longer, so that orders are still being written after Spark's first merge, which is slow. */
    private static final Duration WATCHED_WITH_SILVER = Duration.ofSeconds(12);

    private static final Duration SILVER_EVERY = Duration.ofSeconds(2);

    /**
     * What to run.
     *
     * @param home the checkout that contains the built jars
     * @param folder the folder for the state; removed at the end unless {@code keep} is set
     * @param silver whether Spark also builds silver and gold
     */
    public record Options(Path home, Path folder, Aws aws, long orders, boolean keep, boolean silver) {}

    private final Options options;
    private final ConsoleProgress progress;
    private final Function<FleetState, Supplier<Lake>> lakes;

    /** @param lakes returns the lake of a fleet as files */
    public Demo(Options options, Function<FleetState, Supplier<Lake>> lakes, ConsoleProgress progress) {
        this.options = options;
        this.lakes = lakes;
        this.progress = progress;
    }

    /** Runs the demo and returns the comparison of source and lake. */
    public DemoReport run() {
        Instant start = Instant.now();
        return new ShortRun(plan(), options.keep(), progress).with(fleet -> run(fleet, start));
    }

    private DemoReport run(Fleet fleet, Instant start) {
        Traffic traffic = new Traffic(fleet, progress);
        traffic.write(options.orders(), options.silver() ? WATCHED_WITH_SILVER : WATCHED);
        traffic.awaitLanded();
        progress.line("Comparing source and lake row by row");
        FleetState state = fleet.state();
        VerifyReport landing = verify(state);
        Optional<LakehouseReport> lakehouse =
                options.silver() ? Optional.of(verifiedLakehouse(fleet, landing)) : Optional.empty();
        DemoReport report = new DemoReport(landing.lasting(secondsSince(start)), lakehouse);
        new Showcase(lakes.apply(state).get(), progress).show();
        printVerdict(report);
        return report;
    }

    /** Waits for silver and gold, compares them with the source, and shows some of their rows. */
    private LakehouseReport verifiedLakehouse(Fleet fleet, VerifyReport landing) {
        FleetState state = fleet.state();
        String bucket = String.valueOf(state.endpoints().bucketFolder());
        try (LayerTables tables = new LayerTables(state.endpoints().catalogProperties(), Path.of(bucket))) {
            Layers layers = new Layers(fleet, tables, progress);
            layers.await(landing.landed());
            LakehouseReport lakehouse = layers.compare(files -> verify(state, files));
            new LakehouseShowcase(tables, lakes.apply(state).get(), progress).show();
            return lakehouse;
        }
    }

    private VerifyReport verify(FleetState state) {
        return new Verify(scope(state), state.endpoints(), progress).run();
    }

    private LakehouseReport verify(FleetState state, VerifyLakehouse.Layers files) {
        try (DynamoDbClient dynamodb = new AwsClients(state.endpoints().settings()).dynamodb()) {
            return new VerifyLakehouse(
                            scope(state), dynamodb, lakes.apply(state).get())
                    .run(files);
        }
    }

    private static Verify.Scope scope(FleetState state) {
        Path journal = Path.of(String.valueOf(state.journal()));
        return new Verify.Scope(null, journal, state.formats(), VERIFY_LIMIT);
    }

    private void printVerdict(DemoReport report) {
        progress.line("");
        report.lines().forEach(progress::line);
        progress.line(
                report.agrees()
                        ? "Source and lake agree, row by row, after "
                                + Math.round(report.landing().seconds()) + " s."
                        : "Source and lake DISAGREE.");
        if (options.keep()) {
            progress.line("State and logs are kept in " + options.folder());
        }
    }

    private FleetPlan plan() {
        FleetPlan plan = new FleetPlan(
                options.home(),
                options.folder(),
                options.aws(),
                "",
                null,
                Lifespan.ONCE,
                List.of(
                        new Extra(FleetService.ORDER_WRITER, "--orderlake.generator.enabled=false"),
                        new Extra(FleetService.LAKE_WRITER, "--orderlake.lake.max-age=1s"),
                        new Extra(FleetService.LAKE_WRITER, "--orderlake.lake.bronze.commit-every=1s")));
        return plan.withSilver(options.silver() ? SILVER_EVERY : null);
    }

    private static double secondsSince(Instant start) {
        return Duration.between(start, Instant.now()).toMillis() / 1000.0;
    }
}
