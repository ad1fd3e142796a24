package io.orderlake.simulation.history;

import io.orderlake.simulation.aws.Leasing;
import io.orderlake.simulation.aws.Stream;
import io.orderlake.simulation.aws.StreamShard;
import io.orderlake.simulation.fault.ArmedFaults;
import io.orderlake.simulation.fault.FaultCounts;
import io.orderlake.simulation.fault.FaultyCalls;
import io.orderlake.simulation.fault.Mix;
import io.orderlake.simulation.fault.PlannedFault;
import io.orderlake.simulation.fault.PlannedFaultKind;
import io.orderlake.simulation.fault.Stage;
import io.orderlake.simulation.fault.Trace;
import io.orderlake.simulation.fleet.Aws;
import io.orderlake.simulation.fleet.FleetSettings.Gaps;
import io.orderlake.simulation.fleet.FleetStatus;
import io.orderlake.simulation.fleet.LakeWriterMember;
import io.orderlake.simulation.fleet.Landing;
import io.orderlake.simulation.fleet.Member;
import io.orderlake.simulation.fleet.MemberContext;
import io.orderlake.simulation.fleet.Parts;
import io.orderlake.simulation.fleet.RelayMember;
import io.orderlake.simulation.fleet.TableVersions.Code;
import io.orderlake.simulation.fleet.TransformerMember;
import io.orderlake.simulation.kernel.Instance;
import io.orderlake.simulation.kernel.Kernel;
import io.orderlake.stream.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fleet's processes and the durable state that they share: which process runs, which is restarted, with which settings. */
final class World {

    private static final long SHORTEST_RESTART = 300;
    private static final long RESTARTS = 5_000;

    final Kernel kernel;
    final Aws aws;
    final FaultCounts faultCounts = new FaultCounts();
    final ArmedFaults armed;
    final Trace trace;
    final FleetStatus status = new FleetStatus();
    final TrimmedChanges trimmedChanges;
    private final HistoryPlan plan;
    private final Parts parts;
    private final FaultyCalls.Shared shared;
    private final List<Slot> slots = new ArrayList<>();
    private Code code = Code.ORIGINAL;
    private Gaps gaps = Gaps.REPORTED;
    private long landing;

    /** A member of the fleet: it survives the processes that run it, of which there is one at a time. */
    final class Slot {
        final Stage stage;
        private final int number;
        private int starts;
        private Duration skew = Duration.ZERO;

        @Nullable Instance instance;

        @Nullable Member member;

        Slot(Stage stage, int number) {
            this.stage = stage;
            this.number = number;
        }

        boolean alive() {
            return instance != null && instance.alive();
        }
    }

    World(HistoryPlan plan, Kernel kernel, Parts parts, Trace trace) {
        this.plan = plan;
        this.kernel = kernel;
        this.parts = parts;
        this.trace = trace;
        this.landing = plan.seed();
        this.aws = new Aws(plan.settings().shards(), kernel::now);
        this.trimmedChanges = new TrimmedChanges(aws);
        this.armed = new ArmedFaults(onCalls(plan), faultCounts);
        this.shared = new FaultyCalls.Shared(plan.seed(), armed, trace, this::died);
        for (Stage stage : Stage.values()) {
            for (int i = 1; i <= plan.settings().instances(); i++) {
                slots.add(new Slot(stage, i));
            }
        }
    }

    private static List<PlannedFault.OnCall> onCalls(HistoryPlan plan) {
        return plan.faults().stream()
                .filter(PlannedFault.OnCall.class::isInstance)
                .map(PlannedFault.OnCall.class::cast)
                .toList();
    }

    boolean isRead(Stream stream) {
        Leasing leasing = aws.leases(stream.name());
        return stream.shards().stream().allMatch(shard -> isRead(shard, leasing));
    }

    private boolean isRead(StreamShard shard, Leasing leasing) {
        Optional<Lease> lease = leasing.of(shard.id());
        int records = shard.entries().size();
        if (lease.isEmpty()) {
            return shard.closed() && shard.trimmed() == records && records > 0;
        }
        if (lease.get().finished()) {
            return true;
        }
        if (shard.closed()) {
            return false;
        }
        if (records == shard.trimmed()) {
            // If all records are gone, it takes several reads until a gap is reported.
            return records == 0 || isProvenLately(lease.get());
        }
        return leasing.wasAt(shard.id(), shard.entries().get(records - 1).sequence());
    }

    private boolean isProvenLately(Lease lease) {
        return lease.provenAt() != null
                && lease.provenAt().isAfter(kernel.instant().minus(Duration.ofSeconds(20)));
    }

    List<Slot> slots() {
        return slots;
    }

    List<Slot> slots(Stage stage) {
        return slots.stream().filter(slot -> slot.stage == stage).toList();
    }

    void start() {
        slots.forEach(this::start);
    }

    private void start(Slot slot) {
        String name = slot.stage.label() + "-" + slot.number + "." + ++slot.starts;
        Instance instance = kernel.instance(name);
        instance.skew(slot.skew);
        FaultyCalls wire = new FaultyCalls(kernel, instance, slot.stage, shared);
        MemberContext context = new MemberContext(instance, wire, aws, plan.settings(), gaps, status, parts);
        Member member = switch (slot.stage) {
            case RELAY -> new RelayMember(context);
            case TRANSFORMER -> new TransformerMember(context, code);
            case LAKE_WRITER -> new LakeWriterMember(context, Landing.number(landing));
        };
        slot.instance = instance;
        slot.member = member;
        log(name + " starts");
        member.start();
    }

    /** Ends a process at once; another one is started after a while. */
    void kill(Slot slot) {
        if (slot.alive()) {
            died(Objects.requireNonNull(slot.instance));
        }
    }

    private void died(Instance instance) {
        instance.kill();
        slots.stream()
                .filter(slot -> slot.instance == instance)
                .forEach(slot -> kernel.after(
                        SHORTEST_RESTART + Mix.of(plan.seed(), instance.name().hashCode(), -1) % RESTARTS,
                        () -> restart(slot, instance)));
    }

    private void restart(Slot slot, Instance gone) {
        if (slot.instance == gone) {
            start(slot);
        }
    }

    /** Shuts a process down gracefully and starts another one; kills it if that takes too long. */
    void replace(Slot slot) {
        Instance leaving = slot.instance;
        if (leaving == null || !leaving.alive() || slot.member == null) {
            return;
        }
        slot.member.stop().whenComplete((done, failure) -> kernel.after(1, () -> end(leaving)));
        kernel.after(20_000, () -> end(leaving));
    }

    private void end(Instance leaving) {
        if (leaving.alive()) {
            died(leaving);
        }
    }

    void pause(Slot slot, long millis) {
        Instance stopped = slot.instance;
        if (stopped != null && stopped.alive()) {
            stopped.stop();
            kernel.after(millis, stopped::cont);
        }
    }

    void skew(Slot slot, Duration offset) {
        slot.skew = offset;
        if (slot.instance != null) {
            slot.instance.skew(offset);
        }
    }

    /** From now on transformers start with the fixed code and tables. */
    void deployFix() {
        code = Code.FIXED;
        slots(Stage.TRANSFORMER).forEach(this::kill);
    }

    /** From now on lake writers start with other settings. */
    void changeLanding() {
        landing++;
    }

    /** From now on all services continue behind gaps. */
    void acceptGaps() {
        if (gaps == Gaps.REPORTED) {
            log("gaps are accepted: " + status.gaps());
            gaps = Gaps.ACCEPTED;
            slots.forEach(this::kill);
        }
    }

    /** Makes one relay send rejects again; false if it is dead. */
    boolean redrive(Slot slot, Runnable whenDone) {
        if (slot.alive() && slot.member instanceof RelayMember relay) {
            relay.beginRedrive(whenDone);
            return true;
        }
        return false;
    }

    void happened(PlannedFaultKind kind) {
        faultCounts.happened(kind);
        log("** " + kind.label());
    }

    void log(String what) {
        trace.log(kernel.now(), "world", what);
    }

    /** From now on no fault begins; paused processes continue. */
    void endFaults() {
        log("the faults are over");
        armed.endFaults();
        slots.forEach(slot -> {
            skew(slot, Duration.ZERO);
            if (slot.instance != null) {
                slot.instance.cont();
            }
        });
    }
}
