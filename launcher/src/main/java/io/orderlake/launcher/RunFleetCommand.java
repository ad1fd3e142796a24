package io.orderlake.launcher;

import io.orderlake.launcher.fleet.Fleet;
import io.orderlake.launcher.fleet.FleetPlan;
import io.orderlake.launcher.fleet.FleetPlan.Lifespan;
import io.orderlake.launcher.fleet.Keeper;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code up} leaves running: the parent of the fleet, which ends the fleet with itself. */
@Command(name = Keeper.COMMAND, hidden = true, description = "Runs the fleet until it is told to end.")
final class RunFleetCommand implements Callable<Integer> {

    @Mixin
    private Place place = new Place();

    @Option(names = "--tables", paramLabel = "FILE")
    private @Nullable Path tables;

    @Override
    public Integer call() throws InterruptedException {
        FleetPlan plan = new FleetPlan(
                place.home(), place.state(), place.aws(), place.profile(), tables, Lifespan.LASTING, List.of());
        Keeper.lock(place.state());
        Fleet fleet = new Fleet(plan, Progress.onOutput());
        Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "stop-fleet"));
        fleet.start();
        new CountDownLatch(1).await();
        return 0;
    }
}
