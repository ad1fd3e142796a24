package io.orderlake.launcher;

import io.orderlake.launcher.fleet.BackgroundFleet;
import io.orderlake.launcher.fleet.Fleet;
import io.orderlake.launcher.fleet.FleetPlan;
import io.orderlake.launcher.fleet.FleetPlan.Aws;
import io.orderlake.launcher.fleet.FleetPlan.Extra;
import io.orderlake.launcher.fleet.FleetPlan.Lifespan;
import io.orderlake.launcher.fleet.FleetService;
import io.orderlake.launcher.fleet.Sleep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The background process that {@code up} starts: the parent of the fleet. When it ends, the fleet ends. */
@Command(name = BackgroundFleet.COMMAND, hidden = true, description = "Runs the fleet until the process is terminated.")
final class RunFleetCommand implements Callable<Integer> {

    private static final Duration CHECK_EVERY = Duration.ofSeconds(1);

    private static final String FOR_A_WEEK = "--orderlake.streams.retention=7d";

    /**
     * Rows land after 5 s, because a newcomer looks for a row right after writing it; the default of 60 s makes larger objects.
     * A week of retention lets the fleet continue after a weekend; with the default of 24 hours there would be a gap.
     */
    private static final List<Extra> ON_A_LAPTOP = List.of(
            new Extra(FleetService.LAKE_WRITER, "--orderlake.lake.max-age=5s"),
            new Extra(FleetService.LAKE_WRITER, "--orderlake.lake.bronze.commit-every=10s"),
            new Extra(FleetService.STREAM_RELAY, FOR_A_WEEK),
            new Extra(FleetService.TRANSFORMER, FOR_A_WEEK),
            new Extra(FleetService.LAKE_WRITER, FOR_A_WEEK));

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Option(names = "--tables", paramLabel = "FILE")
    private @Nullable Path tables;

    @Mixin
    private SilverOption silver = new SilverOption();

    @Override
    public Integer call() {
        BackgroundFleet.lock(options.state());
        Fleet fleet = new Fleet(plan(), ConsoleProgress.onOutput());
        Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "stop-fleet"));
        fleet.start();
        while (true) {
            fleet.restartLakehouseIfDue();
            Sleep.lasting(CHECK_EVERY);
        }
    }

    private FleetPlan plan() {
        List<Extra> extra = options.aws() instanceof Aws.Local ? ON_A_LAPTOP : List.of();
        return new FleetPlan(
                        options.home(),
                        options.state(),
                        options.aws(),
                        options.profile(),
                        tables,
                        Lifespan.LASTING,
                        extra)
                .withSilver(silver.checked(options));
    }
}
