package io.orderlake.launcher.chaos;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.launcher.chaos.Report.Terms;
import io.orderlake.launcher.chaos.Schedule.Event;
import io.orderlake.launcher.fleet.Fleet;
import io.orderlake.launcher.fleet.FleetPlan;
import io.orderlake.launcher.fleet.FleetPlan.Aws;
import io.orderlake.launcher.fleet.FleetPlan.Extra;
import io.orderlake.launcher.fleet.FleetPlan.Lifespan;
import io.orderlake.launcher.fleet.FleetService;
import io.orderlake.launcher.fleet.FleetState;
import io.orderlake.launcher.fleet.MemberStatus;
import io.orderlake.launcher.fleet.ShortRun;
import io.orderlake.launcher.lake.Lake;
import io.orderlake.launcher.verify.Verify;
import io.orderlake.launcher.verify.VerifyReport;
import io.orderlake.localaws.LocalAwsAdmin;
import io.orderlake.localaws.LocalAwsGroup;
import io.orderlake.stream.aws.AwsClients;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** A fleet under load and under faults, and the comparison of source and lake afterwards. */
public final class Campaign {

    private static final Duration VERIFY_PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_REDRIVES = 5;

    private final Path home;
    private final Path folder;
    private final boolean keep;
    private final Function<FleetState, Supplier<Lake>> lakes;
    private final ConsoleProgress progress;

    /**
     * @param home the checkout
     * @param folder fresh state
     * @param keep whether the state stays
     * @param lakes gives the lake of the fleet as files
     */
    public Campaign(
            Path home,
            Path folder,
            boolean keep,
            Function<FleetState, Supplier<Lake>> lakes,
            ConsoleProgress progress) {
        this.home = home;
        this.folder = folder;
        this.keep = keep;
        this.lakes = lakes;
        this.progress = progress;
    }

    /** Runs it to its end. */
    public Report run(Terms terms) {
        Instant begun = Instant.now();
        PoisonOrders.plant(tables());
        return new ShortRun(plan(), keep, progress).with(fleet -> run(terms, fleet, begun));
    }

    private Report run(Terms terms, Fleet fleet, Instant begun) {
        AwsClients aws = new AwsClients(fleet.state().endpoints().settings());
        try (DynamoDbClient dynamodb = aws.dynamodb();
                KinesisClient kinesis = aws.kinesis()) {
            Tally tally = new Tally();
            Instances instances = new Instances(fleet, tally, progress);
            PoisonOrders poison = new PoisonOrders(tables(), dynamodb);
            Redrives redrives = new Redrives(instances);
            Stage stage = new Stage(instances, calls(fleet, tally), new Shards(kinesis), poison, redrives, tally);
            Load load = new Load(instances, terms.seed(), terms.ordersPerSecond(), progress);
            Duration length = Duration.ofMinutes(terms.minutes());
            long memory = storm(terms, new Storm(stage, load, progress), Schedule.of(terms.seed(), length), fleet);
            settle(fleet, load, stage);
            VerifyReport verified = verify(fleet.state());
            return new Report(
                    terms, tally.counts(), poison.written(), redrives.redriven(), memory, verified, since(begun));
        }
    }

    private static CallFaults calls(Fleet fleet, Tally tally) {
        URI kinesis = Objects.requireNonNull(fleet.state().endpoints().kinesis());
        return new CallFaults(new LocalAwsAdmin(kinesis.resolve("/_admin/")), tally);
    }

    private long storm(Terms terms, Storm storm, List<Event> events, Fleet fleet) {
        progress.line("Seed " + terms.seed() + ": " + events.size() + " events in " + terms.minutes() + " min; "
                + terms.ordersPerSecond() + " new orders a second, with updates and deletes on top");
        storm.rage(events);
        return memory(fleet);
    }

    private void settle(Fleet fleet, Load load, Stage stage) {
        progress.line("The faults are over: the fleet catches up, and what was rejected is sent again");
        try {
            stage.instances().awaitReady();
            load.stop();
            landEverything(new Calm(fleet, progress), stage.redrives());
        } catch (UserError e) {
            stage.tally().counts().forEach((kind, count) -> progress.line(count + "  " + kind));
            throw e;
        }
    }

    private static void landEverything(Calm calm, Redrives redrives) {
        calm.await();
        for (int i = 0; redrives.run(1) > 0; i++) {
            if (i == MOST_REDRIVES) {
                throw new UserError("Rejects are rejected again after the fix");
            }
            calm.await();
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
                new Aws.Local(LocalAwsGroup.Faults.OF_ALL),
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
