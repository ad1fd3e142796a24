package io.orderlake.simulation.history;

import io.orderlake.simulation.fault.FaultCounts;
import io.orderlake.simulation.fault.PlannedFault.AtTime;
import io.orderlake.simulation.fault.PlannedFaultKind;
import io.orderlake.simulation.fault.Stage;
import io.orderlake.simulation.fault.Trace;
import io.orderlake.simulation.fleet.Aws;
import io.orderlake.simulation.fleet.Parts;
import io.orderlake.simulation.history.HistoryPlan.FixTime;
import io.orderlake.simulation.history.Write.Flavour;
import io.orderlake.simulation.kernel.Kernel;
import io.orderlake.simulation.kernel.Workers;
import io.orderlake.simulation.oracle.Evidence;
import io.orderlake.simulation.oracle.Oracle;
import io.orderlake.simulation.oracle.OracleDifference;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a plan: first load and faults, then a time without faults until all changes have been processed. Then the oracle
 * compares.
 */
public final class HistoryRun {

    private static final long REPEATED_WITHIN = 8_000;
    private static final long LATEST_EFFECT = 10_000;
    private static final long PATIENCE = 600_000;
    private static final long CHECK_EVERY = 1_000;
    private static final int QUIET_CHECKS = 3;

    private final HistoryPlan plan;
    private final Kernel kernel;
    private final World world;
    private final SourceTable source = new SourceTable();
    private int quiet;
    private boolean redriven;
    private boolean progress = true;

    /**
     * How a history ended.
     *
     * @param writes how many changes were committed
     */
    public record Ended(
            HistoryPlan plan,
            List<OracleDifference> differences,
            FaultCounts faultCounts,
            Trace trace,
            int writes,
            long events) {

        public boolean failed() {
            return !differences.isEmpty();
        }
    }

    private HistoryRun(HistoryPlan plan, Workers workers, Parts parts, Trace trace) {
        this.plan = plan;
        this.kernel = new Kernel(workers);
        this.world = new World(plan, kernel, parts, trace);
    }

    /** Runs the plan with the given parts. */
    public static Ended run(HistoryPlan plan, Workers workers, Parts parts, Trace.Detail detail) {
        return new HistoryRun(plan, workers, parts, new Trace(detail)).run();
    }

    private Ended run() {
        world.aws.renewSource(plan.settings().shards());
        plan.writes().forEach(write -> kernel.after(write.at(), () -> commit(write)));
        TimedFaults faults = new TimedFaults(world);
        plan.faults().stream()
                .filter(AtTime.class::isInstance)
                .map(AtTime.class::cast)
                .forEach(fault -> kernel.after(fault.at(), () -> faults.inject(fault)));
        if (plan.fixTime() == FixTime.HALF_WAY) {
            kernel.after(PlanGenerator.LOAD_MILLIS / 2, world::deployFix);
        }
        kernel.after(plan.faultsEndAt(), world::endFaults);
        kernel.after(plan.faultsEndAt() + LATEST_EFFECT, this::check);
        world.start();
        kernel.run();
        return ended();
    }

    private void commit(Write write) {
        if (write.flavour() == Flavour.FOREIGN || write.flavour() == Flavour.FOREIGN_TWICE) {
            sendForeign(write);
            return;
        }
        if (source.commit(write, world.aws.source(), kernel.now())) {
            world.log("commits "
                    + source.committed().get(source.committed().size() - 1).eventId() + ": " + write);
            switch (write.flavour()) {
                case GOOD -> {}
                case THROWING -> world.faultCounts.happened(PlannedFaultKind.THROWING_RECORD);
                case FOREIGN, FOREIGN_TWICE ->
                    throw new IllegalStateException("Cannot commit what is not the table's: " + write);
                case FAILS_CHECK, MALFORMED, LARGE -> world.faultCounts.happened(PlannedFaultKind.POISON);
            }
        }
    }

    private void sendForeign(Write write) {
        byte[] change = source.foreign(write, kernel.now());
        Runnable send = () -> world.aws.stream(Aws.CHANGES).put(SourceTable.hashKey(write.key()), write.key(), change);
        send.run();
        world.log("another producer sends " + write);
        if (write.flavour() == Flavour.FOREIGN_TWICE) {
            kernel.after(write.at() % REPEATED_WITHIN, () -> {
                send.run();
                world.happened(PlannedFaultKind.FOREIGN_REPEAT);
            });
        }
    }

    private void check() {
        if (!world.status.gaps().isEmpty()) {
            world.acceptGaps();
        }
        quiet = isQuiet() ? quiet + 1 : 0;
        if (quiet >= QUIET_CHECKS) {
            quiet = 0;
            settled();
        } else if (kernel.now() > plan.faultsEndAt() + PATIENCE) {
            progress = false;
            kernel.stop();
        } else {
            kernel.after(CHECK_EVERY, this::check);
        }
    }

    private void settled() {
        if (plan.fixTime() != FixTime.AT_THE_END || redriven) {
            kernel.stop();
            return;
        }
        world.log("the fix is deployed, and rejects are sent again");
        world.deployFix();
        redrive();
    }

    private void redrive() {
        World.Slot relay = world.slots(Stage.RELAY).get(0);
        world.redrive(relay, () -> {
            redriven = true;
            kernel.after(CHECK_EVERY, this::check);
        });
        kernel.after(2 * CHECK_EVERY, () -> {
            if (!redriven) {
                redrive();
            }
        });
    }

    private boolean isQuiet() {
        return !world.aws.claims().isOpen()
                && world.slots().stream().allMatch(World.Slot::alive)
                && world.aws.streams().allMatch(world::isRead);
    }

    private Ended ended() {
        List<OracleDifference> differences = new ArrayList<>();
        if (!progress) {
            differences.add(new OracleDifference(
                    OracleDifference.Kind.NO_PROGRESS,
                    "not all changes have been processed: " + world.status.failures()));
        }
        kernel.escaped().forEach(bug -> differences.add(OracleDifference.bug(bug)));
        world.status.bugs().forEach(bug -> differences.add(OracleDifference.bug(bug)));
        Evidence evidence = new EvidenceCollector(world, source).evidence(redriven);
        differences.addAll(new Oracle(evidence).differences());
        return new Ended(
                plan,
                differences,
                world.faultCounts,
                world.trace,
                source.committed().size(),
                kernel.events());
    }
}
