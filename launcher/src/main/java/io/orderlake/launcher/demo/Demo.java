package io.orderlake.launcher.demo;

import io.orderlake.launcher.Progress;
import io.orderlake.launcher.fleet.Fleet;
import io.orderlake.launcher.fleet.FleetPlan;
import io.orderlake.launcher.fleet.FleetPlan.Aws;
import io.orderlake.launcher.fleet.FleetPlan.Extra;
import io.orderlake.launcher.fleet.FleetPlan.Lifespan;
import io.orderlake.launcher.fleet.FleetState;
import io.orderlake.launcher.fleet.Service;
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

/** The whole fleet once: start, write, land, verify, show, stop. */
public final class Demo {

    private static final Duration VERIFY_PATIENCE = Duration.ofSeconds(30);
    private static final Duration WATCHED = Duration.ofSeconds(8);
    /** So that Spark's first merge, which is slow, has the next to follow. */
    private static final Duration WATCHED_WITH_SILVER = Duration.ofSeconds(12);

    private static final Duration SILVER_EVERY = Duration.ofSeconds(2);

    /**
     * What to run.
     *
     * @param home the checkout
     * @param folder fresh state, removed at the end unless it is to be kept
     * @param silver whether Spark makes silver and gold, too
     */
    public record Scene(Path home, Path folder, Aws aws, long orders, boolean keep, boolean silver) {}

    private final Scene scene;
    private final Progress progress;
    private final Function<FleetState, Supplier<Lake>> lakes;

    /** @param lakes gives the lake of the fleet as files */
    public Demo(Scene scene, Function<FleetState, Supplier<Lake>> lakes, Progress progress) {
        this.scene = scene;
        this.lakes = lakes;
        this.progress = progress;
    }

    /** Runs it; the report is of source and lake. */
    public DemoReport run() {
        Instant begun = Instant.now();
        return new ShortRun(plan(), scene.keep(), progress).with(fleet -> run(fleet, begun));
    }

    private DemoReport run(Fleet fleet, Instant begun) {
        Traffic traffic = new Traffic(fleet, progress);
        traffic.write(scene.orders(), scene.silver() ? WATCHED_WITH_SILVER : WATCHED);
        traffic.awaitLanded();
        progress.line("Comparing source and lake row by row");
        FleetState state = fleet.state();
        VerifyReport landing = verify(state);
        if (!scene.silver()) {
            return shown(state, new DemoReport(landing.lasting(secondsSince(begun)), Optional.empty()));
        }
        String bucket = String.valueOf(state.endpoints().bucketFolder());
        try (LayerTables tables = new LayerTables(state.endpoints().catalogProperties(), Path.of(bucket))) {
            Layers layers = new Layers(fleet, tables, progress);
            layers.await(landing.landed());
            LakehouseReport lakehouse = layers.compare(files -> verify(state, files));
            new LayersShow(tables, lakes.apply(state).get(), progress).show();
            return shown(state, new DemoReport(landing.lasting(secondsSince(begun)), Optional.of(lakehouse)));
        }
    }

    private DemoReport shown(FleetState state, DemoReport report) {
        new Showcase(lakes.apply(state).get(), progress).show();
        verdict(report);
        return report;
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
        return new Verify.Scope(null, journal, state.formats(), VERIFY_PATIENCE);
    }

    private void verdict(DemoReport report) {
        progress.line("");
        report.lines().forEach(progress::line);
        progress.line(
                report.agrees()
                        ? "Source and lake agree, row by row, after "
                                + Math.round(report.landing().seconds()) + " s."
                        : "Source and lake DISAGREE.");
        if (scene.keep()) {
            progress.line("State and logs stay in " + scene.folder());
        }
    }

    private FleetPlan plan() {
        FleetPlan plan = new FleetPlan(
                scene.home(),
                scene.folder(),
                scene.aws(),
                "",
                null,
                Lifespan.ONCE,
                List.of(
                        new Extra(Service.ORDER_WRITER, "--orderlake.generator.enabled=false"),
                        new Extra(Service.LAKE_WRITER, "--orderlake.lake.max-age=1s"),
                        new Extra(Service.LAKE_WRITER, "--orderlake.lake.bronze.commit-every=1s")));
        return plan.withSilver(scene.silver() ? SILVER_EVERY : null);
    }

    private static double secondsSince(Instant begun) {
        return Duration.between(begun, Instant.now()).toMillis() / 1000.0;
    }
}
