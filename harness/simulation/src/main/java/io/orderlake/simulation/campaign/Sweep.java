package io.orderlake.simulation.campaign;

import io.orderlake.simulation.aws.Op;
import io.orderlake.simulation.fault.PlannedFault;
import io.orderlake.simulation.fault.PlannedFault.AtTime;
import io.orderlake.simulation.fault.PlannedFault.OnCall;
import io.orderlake.simulation.fault.PlannedFaultKind;
import io.orderlake.simulation.fault.Stage;
import io.orderlake.simulation.history.HistoryPlan;
import io.orderlake.simulation.history.HistoryPlan.FixTime;
import io.orderlake.simulation.history.PlanGenerator;
import io.orderlake.simulation.history.Write;
import io.orderlake.simulation.history.Write.Action;
import io.orderlake.simulation.history.Write.Flavour;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A crash before and after each effect of each stage, the first, second and third time that it happens. Each crash has a
 * history of its own, and the other events of that history make sure that the effect happens.
 */
public final class Sweep {

    private static final int TIMES = 3;
    private static final Set<Op> LEASES =
            EnumSet.of(Op.ADD_LEASE, Op.TAKE_LEASE, Op.RENEW_LEASE, Op.CHECKPOINT, Op.RELEASE_LEASE, Op.BEAT, Op.LEAVE);
    private static final Set<Op> OF_RELAY =
            EnumSet.of(Op.BEGIN_EPOCH, Op.BEGIN_SHARD, Op.BEGIN_PASS, Op.MARK_SENT, Op.PUT_RECORDS, Op.KEEP_ORIGINAL);
    private static final Set<Op> OF_LAKE_WRITER =
            EnumSet.of(Op.INHERIT, Op.KEEP_PLAN, Op.OPEN_CLAIM, Op.KEEP_EVENT_IDS, Op.CLAIM_DONE, Op.PUT_OBJECT);
    private static final List<OnCall> CRASHES = crashes();

    private Sweep() {}

    static int size() {
        return CRASHES.size();
    }

    /** What {@link io.orderlake.simulation.fault.FaultCounts#crashes} must name after a sweep. */
    public static Set<String> crashPoints() {
        Set<String> points = new TreeSet<>();
        CRASHES.forEach(crash -> points.add(crash.stage().label() + " " + crash.op()
                + (crash.kind() == PlannedFaultKind.CRASH_BEFORE ? " before" : " after")));
        return points;
    }

    static HistoryPlan plan(long number) {
        HistoryPlan base = PlanGenerator.of(number);
        OnCall crash = CRASHES.get((int) number);
        List<PlannedFault> faults = List.of(
                crash,
                new AtTime(PlannedFaultKind.SPLIT, Stage.LAKE_WRITER, 2_000, number),
                new AtTime(PlannedFaultKind.SPLIT, Stage.LAKE_WRITER, 4_000, number + 1),
                new AtTime(PlannedFaultKind.SHARD_ROLL, Stage.RELAY, 5_000, number),
                new AtTime(PlannedFaultKind.ROLLING_RESTART, crash.stage(), 9_000, number),
                new AtTime(PlannedFaultKind.CHANGED_SETTINGS, Stage.LAKE_WRITER, 11_000, number),
                new AtTime(PlannedFaultKind.REDRIVE, Stage.RELAY, 19_000, number),
                new AtTime(PlannedFaultKind.ROLLING_RESTART, crash.stage(), 21_000, number),
                new AtTime(PlannedFaultKind.REDRIVE, Stage.RELAY, 29_000, number));
        return new HistoryPlan(number, base.settings(), writes(base), faults, FixTime.AT_THE_END);
    }

    private static List<Write> writes(HistoryPlan base) {
        List<Write> writes = new ArrayList<>(base.writes());
        writes.add(new Write(3_000, "o-0", Action.PUT, Flavour.FAILS_CHECK));
        writes.add(new Write(3_500, "o-9", Action.PUT, Flavour.LARGE));
        writes.add(new Write(12_000, "o-1", Action.PUT, Flavour.MALFORMED));
        writes.add(new Write(15_000, "o-8", Action.PUT, Flavour.LARGE));
        writes.add(new Write(20_000, "o-7", Action.PUT, Flavour.LARGE));
        writes.sort(Comparator.comparingLong(Write::at));
        return writes;
    }

    private static List<OnCall> crashes() {
        List<OnCall> crashes = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            for (Op op : Op.values()) {
                if (op.isEffect() && belongs(op, stage)) {
                    for (int nth = 1; nth <= TIMES; nth++) {
                        crashes.add(new OnCall(PlannedFaultKind.CRASH_BEFORE, stage, op, nth, 0));
                        crashes.add(new OnCall(PlannedFaultKind.CRASH_AFTER, stage, op, nth, 0));
                    }
                }
            }
        }
        return crashes;
    }

    private static boolean belongs(Op op, Stage stage) {
        return LEASES.contains(op)
                || switch (stage) {
                    case RELAY -> OF_RELAY.contains(op);
                    case TRANSFORMER -> op == Op.PUT_RECORDS;
                    case LAKE_WRITER -> OF_LAKE_WRITER.contains(op);
                };
    }
}
