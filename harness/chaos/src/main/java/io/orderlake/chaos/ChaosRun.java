package io.orderlake.chaos;

import io.orderlake.chaos.Report.Terms;
import io.orderlake.chaos.Schedule.Event;
import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.Fleet;
import io.orderlake.launcher.fleet.FleetPlan;
import io.orderlake.launcher.fleet.FleetPlan.Aws;
import io.orderlake.launcher.fleet.FleetPlan.Extra;
import io.orderlake.launcher.fleet.FleetPlan.Lifespan;
import io.orderlake.launcher.fleet.FleetService;
import io.orderlake.launcher.fleet.FleetState;
import io.orderlake.launcher.fleet.MemberStatus;
import io.orderlake.launcher.fleet.ShortRun;
import io.orderlake.launcher.verify.Verify;
import io.orderlake.launcher.verify.VerifyReport;
import io.orderlake.localaws.faulty.FaultAdmin;
import io.orderlake.localaws.faulty.FaultyLocalAws;
import io.orderlake.stream.aws.AwsClients;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** A fleet under load and under faults, and the comparison of source and lake afterwards. */
final class ChaosRun {

    private static final Duration VERIFY_PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_REDRIVES = 5;

    private final Path home;
    private final Path folder;
    private final boolean keep;
    private final ConsoleProgress progress;

    /**
     * @param home the checkout
     * @param folder fresh state
     * @param keep whether the state stays
     */
    ChaosRun(Path home, Path folder, boolean keep, ConsoleProgress progress) {
        this.home = home;
        this.folder = folder;
        this.keep = keep;
        this.progress = progress;
    }

    /** Runs the fleet, the faults and the comparison. */
    Report run(Terms terms) {
        Instant begun = Instant.now();
        PoisonOrders.writeRejectingTables(tables());
        return new ShortRun(plan(), keep, progress).with(fleet -> run(terms, fleet, begun));
    }

    private Report run(Terms terms, Fleet fleet, Instant begun) {
        AwsClients aws = new AwsClients(fleet.state().endpoints().settings());
        try (DynamoDbClient dynamodb = aws.dynamodb();
                KinesisClient kinesis = aws.kinesis()) {
            EventCounts counts = new EventCounts();
            Instances instances = new Instances(fleet, counts, progress);
            PoisonOrders poison = new PoisonOrders(tables(), dynamodb);
            Redrives redrives = new Redrives(instances);
            ActionTargets targets =
                    new ActionTargets(instances, calls(fleet, counts), new Shards(kinesis), poison, redrives, counts);
            GeneratorLoad load = new GeneratorLoad(instances, terms.seed(), terms.ordersPerSecond(), progress);
            Duration length = Duration.ofMinutes(terms.minutes());
            long memory = runSchedule(
                    terms, new ScheduleRunner(targets, load, progress), Schedule.of(terms.seed(), length), fleet);
            settle(fleet, load, targets);
            VerifyReport verified = verify(fleet.state());
            return new Report(
                    terms, counts.byKind(), poison.written(), redrives.redriven(), memory, verified, since(begun));
        }
    }

    private static CallFaults calls(Fleet fleet, EventCounts counts) {
        URI kinesis = Objects.requireNonNull(fleet.state().endpoints().kinesis());
        return new CallFaults(new FaultAdmin(kinesis.resolve("/_admin/")), counts);
    }

    private long runSchedule(Terms terms, ScheduleRunner runner, List<Event> events, Fleet fleet) {
        progress.line("Seed " + terms.seed() + ": " + events.size() + " events in " + terms.minutes() + " min; "
                + terms.ordersPerSecond() + " new orders a second, with updates and deletes on top");
        runner.run(events);
        return memory(fleet);
    }

    private void settle(Fleet fleet, GeneratorLoad load, ActionTargets targets) {
        progress.line("The faults are over: the fleet catches up, and what was rejected is sent again");
        try {
            targets.instances().awaitReady();
            load.stop();
            landEverything(new CatchUp(fleet, progress), targets.redrives());
        } catch (UserError e) {
            targets.counts().byKind().forEach((kind, count) -> progress.line(count + "  " + kind));
            throw e;
        }
    }

    private static void landEverything(CatchUp catchUp, Redrives redrives) {
        catchUp.await();
        for (int i = 0; redrives.run(1) > 0; i++) {
            if (i == MAX_REDRIVES) {
                throw new UserError("Rejects are rejected again after the fix");
            }
            catchUp.await();
        }
    }

    private VerifyReport verify(FleetState state) {
        progress.line("Comparing source and lake row by row");
        Path journal = Path.of(String.valueOf(state.journal()));
        Verify.Scope scope = new Verify.Scope(tables(), journal, state.formats(), VERIFY_PATIENCE);
        return new Verify(scope, state.endpoints(), progress).run();
    }

    private FleetPlan plan() {
        return new FleetPlan(
                home,
                folder,
                new Aws.Local(FaultyLocalAws.OF_ALL),
                "",
                tables(),
                Lifespan.ONCE,
                List.of(
                        new Extra(FleetService.ORDER_WRITER, "--orderlake.generator.enabled=false"),
                        new Extra(FleetService.LAKE_WRITER, "--orderlake.lake.max-age=1s")),
                Schedule.INSTANCES);
    }

    private Path tables() {
        return folder.resolve("tables.yml");
    }

    private static long memory(Fleet fleet) {
        return fleet.state().members().stream()
                        .mapToLong(member -> MemberStatus.of(member).memoryKilobytes())
                        .sum()
                / 1024;
    }

    private static double since(Instant begun) {
        return Duration.between(begun, Instant.now()).toMillis() / 1000.0;
    }
}
