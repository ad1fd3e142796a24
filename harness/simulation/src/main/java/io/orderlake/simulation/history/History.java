package io.orderlake.simulation.history;

import io.orderlake.simulation.fault.Fault.AtTime;
import io.orderlake.simulation.fault.FaultKind;
import io.orderlake.simulation.fault.Stage;
import io.orderlake.simulation.fault.Tally;
import io.orderlake.simulation.fault.Trace;
import io.orderlake.simulation.fleet.Aws;
import io.orderlake.simulation.fleet.Parts;
import io.orderlake.simulation.history.HistoryPlan.Mending;
import io.orderlake.simulation.history.Write.Flavour;
import io.orderlake.simulation.kernel.Kernel;
import io.orderlake.simulation.kernel.Workers;
import io.orderlake.simulation.oracle.Difference;
import io.orderlake.simulation.oracle.Evidence;
import io.orderlake.simulation.oracle.Oracle;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a plan: load and faults first, then a time in which nothing goes wrong, until all stands still; then the oracle
 * compares.
 */
public final class History {

    private static final long REPEATED_WITHIN = 8_000;
    private static final long LATEST_EFFECT = 10_000;
    private static final long PATIENCE = 600_000;
    private static final long LOOK_EVERY = 1_000;
    private static final int SETTLED_LOOKS = 3;

    private final HistoryPlan plan;
    private final Kernel kernel;
    private final World world;
    private final Source source = new Source();
    private int quiet;
    private boolean redriven;
    private boolean progress = true;

    /**
     * How a history ended.
     *
     * @param writes how many changes were committed
     */
    public record Ended(
            HistoryPlan plan, List<Difference> differences, Tally tally, Trace trace, int writes, long events) {

        public boolean failed() {
            return !differences.isEmpty();
        }
    }

    private History(HistoryPlan plan, Workers workers, Parts parts, Trace trace) {
        this.plan = plan;
        this.kernel = new Kernel(workers);
        this.world = new World(plan, kernel, parts, trace);
    }

    /** Runs the plan with those parts. */
    public static Ended run(HistoryPlan plan, Workers workers, Parts parts, Trace.Detail detail) {
        return new History(plan, workers, parts, new Trace(detail)).run();
    }

    private Ended run() {
        world.aws.renewSource(plan.settings().shards());
        plan.writes().forEach(write -> kernel.after(write.at(), () -> commit(write)));
        TimedFaults faults = new TimedFaults(world);
        plan.faults().stream()
                .filter(AtTime.class::isInstance)
                .map(AtTime.class::cast)
                .forEach(fault -> kernel.after(fault.at(), () -> faults.happen(fault)));
        if (plan.mending() == Mending.HALF_WAY) {
            kernel.after(Planning.LOAD_MILLIS / 2, world::mend);
        }
        kernel.after(plan.calmAt(), world::calm);
        kernel.after(plan.calmAt() + LATEST_EFFECT, this::look);
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
            world.tell("commits "
                    + source.committed().get(source.committed().size() - 1).eventId() + ": " + write);
            switch (write.flavour()) {
                case GOOD -> {}
                case THROWING -> world.tally.happened(FaultKind.THROWING_RECORD);
                case FOREIGN, FOREIGN_TWICE ->
                    throw new IllegalStateException("Cannot commit what is not the table's: " + write);
                case FAILS_CHECK, MALFORMED, LARGE -> world.tally.happened(FaultKind.POISON);
            }
        }
    }

    private void sendForeign(Write write) {
        byte[] change = source.foreign(write, kernel.now());
        Runnable send = () -> world.aws.stream(Aws.CHANGES).put(Source.hashKey(write.key()), write.key(), change);
        send.run();
        world.tell("another producer sends " + write);
        if (write.flavour() == Flavour.FOREIGN_TWICE) {
            kernel.after(write.at() % REPEATED_WITHIN, () -> {
                send.run();
                world.happened(FaultKind.FOREIGN_REPEAT);
            });
        }
    }

    private void look() {
        if (!world.watch.gaps().isEmpty()) {
            world.acceptGaps();
        }
        quiet = isQuiet() ? quiet + 1 : 0;
        if (quiet >= SETTLED_LOOKS) {
            quiet = 0;
            settled();
        } else if (kernel.now() > plan.calmAt() + PATIENCE) {
            progress = false;
            kernel.stop();
        } else {
            kernel.after(LOOK_EVERY, this::look);
        }
    }

    private void settled() {
        if (plan.mending() != Mending.AT_THE_END || redriven) {
            kernel.stop();
            return;
        }
        world.tell("all is mended, and rejects are sent again");
        world.mend();
        redrive();
    }

    private void redrive() {
        World.Place relay = world.places(Stage.RELAY).get(0);
        world.redrive(relay, () -> {
            redriven = true;
            kernel.after(LOOK_EVERY, this::look);
        });
        kernel.after(2 * LOOK_EVERY, () -> {
            if (!redriven) {
                redrive();
            }
        });
    }

    private boolean isQuiet() {
        return !world.aws.claims().isOpen()
                && world.places().stream().allMatch(World.Place::alive)
                && world.aws.streams().allMatch(world::isRead);
    }

    private Ended ended() {
        List<Difference> differences = new ArrayList<>();
        if (!progress) {
            differences.add(
                    new Difference(Difference.Kind.NO_PROGRESS, "not all is read and done: " + world.watch.troubles()));
        }
        kernel.escaped().forEach(bug -> differences.add(Difference.bug(bug)));
        world.watch.bugs().forEach(bug -> differences.add(Difference.bug(bug)));
        Evidence evidence = new Witness(world, source).evidence(redriven);
        differences.addAll(new Oracle(evidence).differences());
        return new Ended(
                plan, differences, world.tally, world.trace, source.committed().size(), kernel.events());
    }
}
