package io.orderlake.simulation.history;

import io.orderlake.simulation.aws.Op;
import io.orderlake.simulation.aws.Stream;
import io.orderlake.simulation.fault.PlannedFault;
import io.orderlake.simulation.fault.PlannedFault.AtTime;
import io.orderlake.simulation.fault.PlannedFault.OnCall;
import io.orderlake.simulation.fault.PlannedFaultKind;
import io.orderlake.simulation.fault.Stage;
import io.orderlake.simulation.fleet.FleetSettings;
import io.orderlake.simulation.history.HistoryPlan.FixTime;
import io.orderlake.simulation.history.Write.Action;
import io.orderlake.simulation.history.Write.Flavour;
import io.orderlake.stream.pack.PackSettings.Aggregation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Generates a plan from a seed: few keys, few writes, many faults. */
public final class PlanGenerator {

    /** Writes and faults begin before this time. */
    static final long LOAD_MILLIS = 24_000;

    private static final List<Op> LEASES =
            List.of(Op.ADD_LEASE, Op.TAKE_LEASE, Op.RENEW_LEASE, Op.CHECKPOINT, Op.RELEASE_LEASE, Op.BEAT, Op.LEAVE);
    private static final Map<Stage, List<Op>> DATA = new EnumMap<>(Map.of(
            Stage.RELAY,
                    List.of(
                            Op.PUT_RECORDS,
                            Op.CHECKPOINT,
                            Op.BEGIN_SHARD,
                            Op.BEGIN_EPOCH,
                            Op.KEEP_ORIGINAL,
                            Op.BEGIN_PASS,
                            Op.MARK_SENT),
            Stage.TRANSFORMER, List.of(Op.PUT_RECORDS, Op.CHECKPOINT, Op.PUT_RECORDS),
            Stage.LAKE_WRITER,
                    List.of(Op.OPEN_CLAIM, Op.PUT_OBJECT, Op.CLAIM_DONE, Op.KEEP_PLAN, Op.INHERIT, Op.CHECKPOINT)));
    private static final Set<PlannedFaultKind> OF_WRITES =
            EnumSet.of(PlannedFaultKind.POISON, PlannedFaultKind.THROWING_RECORD, PlannedFaultKind.FOREIGN_REPEAT);
    private static final List<Flavour> ODDITIES =
            List.of(Flavour.GOOD, Flavour.FAILS_CHECK, Flavour.MALFORMED, Flavour.THROWING, Flavour.LARGE);
    private static final List<PlannedFaultKind> PLANNED = List.of(PlannedFaultKind.values()).stream()
            .filter(kind -> !OF_WRITES.contains(kind))
            .toList();

    private final SplittableRandom chance;

    private PlanGenerator(long seed) {
        this.chance = new SplittableRandom(seed);
    }

    /** How long all processes pause so that retention removes unread records: about as long as records are kept. */
    static long pauseMillis(PlannedFault retention) {
        return Stream.RETENTION.toMillis() - 10_000 + 10 * retention.amount();
    }

    public static HistoryPlan of(long seed) {
        return new PlanGenerator(seed).plan(seed);
    }

    private HistoryPlan plan(long seed) {
        return new HistoryPlan(seed, settings(), writes(), faults(), pick(List.of(FixTime.values())));
    }

    private FleetSettings settings() {
        return new FleetSettings(
                chance.nextInt(4) == 0 ? 1 : 2,
                1 + chance.nextInt(2),
                1 + chance.nextInt(8),
                chance.nextInt(4) == 0 ? Aggregation.OFF : Aggregation.ON,
                Duration.ofMillis(500 + chance.nextInt(5_000)),
                chance.nextInt(3) == 0 ? 2_000 : 100_000);
    }

    private List<Write> writes() {
        int keys = 1 + chance.nextInt(5);
        int oddities = chance.nextInt(3) == 0 ? 0 : 8;
        List<Write> writes = new ArrayList<>();
        for (int i = 10 + chance.nextInt(30); i > 0; i--) {
            writes.add(new Write(
                    100 + chance.nextInt((int) LOAD_MILLIS),
                    "o-" + chance.nextInt(keys),
                    chance.nextInt(6) == 0 ? Action.DELETE : Action.PUT,
                    chance.nextInt(100) < oddities ? pick(ODDITIES) : Flavour.GOOD));
        }
        for (int i = chance.nextInt(3) == 0 ? 1 + chance.nextInt(4) : 0; i > 0; i--) {
            Flavour flavour = chance.nextInt(3) == 0 ? Flavour.FOREIGN : Flavour.FOREIGN_TWICE;
            writes.add(new Write(100 + chance.nextInt((int) LOAD_MILLIS), "f-" + i, Action.PUT, flavour));
        }
        writes.sort(Comparator.comparingLong(Write::at));
        return writes;
    }

    private List<PlannedFault> faults() {
        List<PlannedFault> faults = new ArrayList<>();
        for (int i = 3 + chance.nextInt(8); i > 0; i--) {
            PlannedFaultKind kind = pick(PLANNED);
            boolean another = faults.stream().anyMatch(fault -> fault.kind() == kind);
            if (!another || !onceOnly(kind)) {
                faults.add(fault(kind));
            }
        }
        return faults;
    }

    private static boolean onceOnly(PlannedFaultKind kind) {
        return kind == PlannedFaultKind.EPOCH_CHANGE
                || kind == PlannedFaultKind.RETENTION
                || kind == PlannedFaultKind.RESTART_ALL;
    }

    private PlannedFault fault(PlannedFaultKind kind) {
        return switch (kind) {
            case CRASH_BEFORE, CRASH_AFTER -> onCall(kind, stage(), Choice.EFFECTS, 0);
            case DUPLICATE_DELIVERY -> at(kind, stage(), Op.CHECKPOINT, 0);
            case PARTIAL_PUT ->
                at(kind, pick(List.of(Stage.RELAY, Stage.TRANSFORMER)), Op.PUT_RECORDS, 1 + chance.nextInt(3));
            case THROTTLING -> onCall(kind, stage(), Choice.ANY, 1 + chance.nextInt(4));
            case TIMEOUT_DONE -> onCall(kind, stage(), Choice.EFFECTS, 0);
            case TIMEOUT_LATE -> onCall(kind, stage(), Choice.EFFECTS, 500 + chance.nextInt(8_000));
            case ZOMBIE -> onCall(kind, stage(), Choice.EFFECTS, 5_000 + chance.nextInt(15_000));
            case ITERATOR_EXPIRY -> at(kind, stage(), Op.GET_RECORDS, 0);
            case SLOW_READER -> at(kind, stage(), Op.GET_RECORDS, 1_000 + chance.nextInt(9_000));
            case S3_ERROR -> at(kind, Stage.LAKE_WRITER, Op.PUT_OBJECT, 1 + chance.nextInt(4));
            case S3_SLOW -> at(kind, Stage.LAKE_WRITER, Op.PUT_OBJECT, 1_000 + chance.nextInt(9_000));
            case LEDGER_CONFLICT ->
                at(kind, Stage.LAKE_WRITER, pick(List.of(Op.OPEN_CLAIM, Op.CLAIM_DONE)), 1 + chance.nextInt(3));
            default -> new AtTime(kind, stage(), 500 + chance.nextInt((int) LOAD_MILLIS), chance.nextInt(10_000));
        };
    }

    private enum Choice {
        EFFECTS,
        ANY
    }

    private PlannedFault onCall(PlannedFaultKind kind, Stage stage, Choice choice, long amount) {
        List<Op> ops = chance.nextInt(3) > 0 ? DATA.getOrDefault(stage, List.of()) : LEASES;
        Op op = choice == Choice.ANY && chance.nextInt(3) == 0
                ? pick(List.of(Op.GET_RECORDS, Op.LIST_SHARDS, Op.GET_ITERATOR, Op.LIST_LEASES))
                : pick(ops);
        return at(kind, stage, op, amount);
    }

    /** Early calls are likelier, because there are few calls of most kinds. */
    private PlannedFault at(PlannedFaultKind kind, Stage stage, Op op, long amount) {
        int nth = 1 + Math.min(chance.nextInt(30), chance.nextInt(12));
        boolean rare = op == Op.BEGIN_EPOCH
                || op == Op.KEEP_PLAN
                || op == Op.INHERIT
                || op == Op.LEAVE
                || op == Op.BEGIN_SHARD
                || op == Op.MARK_SENT
                || op == Op.BEGIN_PASS
                || op == Op.KEEP_ORIGINAL
                || op == Op.RELEASE_LEASE;
        return new OnCall(kind, stage, op, rare ? 1 + nth / 5 : nth, amount);
    }

    private Stage stage() {
        return pick(List.of(Stage.values()));
    }

    private <T> T pick(List<T> all) {
        return all.get(chance.nextInt(all.size()));
    }
}
