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
import io.orderlake.launcher.verify.Verify;
import io.orderlake.launcher.verify.VerifyReport;
import io.orderlake.stream.aws.AwsClients;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The whole fleet once: start, write, land, verify, show, stop. */
public final class Demo {

    private static final Duration VERIFY_PATIENCE = Duration.ofSeconds(30);

    /**
     * What to run.
     *
     * @param home the checkout
     * @param folder fresh state, removed at the end unless it is to be kept
     */
    public record Scene(Path home, Path folder, Aws aws, long orders, boolean keep) {}

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
    public VerifyReport run() {
        Instant begun = Instant.now();
        return new ShortRun(plan(), scene.keep(), progress).with(fleet -> run(fleet, begun));
    }

    private VerifyReport run(Fleet fleet, Instant begun) {
        Traffic traffic = new Traffic(fleet, progress);
        traffic.write(scene.orders());
        traffic.awaitLanded();
        progress.line("Comparing source and lake row by row");
        VerifyReport report = verify(fleet.state()).lasting(secondsSince(begun));
        new Showcase(lakes.apply(fleet.state()).get(), progress).show();
        verdict(report);
        return report;
    }

    private VerifyReport verify(FleetState state) {
        Path journal = Path.of(String.valueOf(state.journal()));
        Verify.Scope scope = new Verify.Scope(null, journal, state.formats(), VERIFY_PATIENCE);
        try (DynamoDbClient dynamodb = new AwsClients(state.endpoints().settings()).dynamodb()) {
            return new Verify(scope, lakes.apply(state), dynamodb, progress).run();
        }
    }

    private void verdict(VerifyReport report) {
        progress.line("");
        report.lines().forEach(progress::line);
        progress.line(
                report.agrees() && report.rejected() == 0
                        ? "Source and lake agree, row by row, after " + Math.round(report.seconds()) + " s."
                        : "Source and lake DISAGREE.");
        if (scene.keep()) {
            progress.line("State and logs stay in " + scene.folder());
        }
    }

    private FleetPlan plan() {
        return new FleetPlan(
                scene.home(),
                scene.folder(),
                scene.aws(),
                "",
                null,
                Lifespan.ONCE,
                List.of(
                        new Extra(Service.ORDER_WRITER, "--orderlake.generator.enabled=false"),
                        new Extra(Service.LAKE_WRITER, "--orderlake.lake.max-age=1s")));
    }

    private static double secondsSince(Instant begun) {
        return Duration.between(begun, Instant.now()).toMillis() / 1000.0;
    }
}
