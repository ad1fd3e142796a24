package io.orderlake.simulation.history;

import io.orderlake.simulation.aws.Leasing;
import io.orderlake.simulation.aws.Stream;
import io.orderlake.simulation.aws.StreamShard;
import io.orderlake.simulation.fault.Armed;
import io.orderlake.simulation.fault.Fault;
import io.orderlake.simulation.fault.FaultKind;
import io.orderlake.simulation.fault.Mix;
import io.orderlake.simulation.fault.Stage;
import io.orderlake.simulation.fault.Tally;
import io.orderlake.simulation.fault.Trace;
import io.orderlake.simulation.fault.Wire;
import io.orderlake.simulation.fleet.Aws;
import io.orderlake.simulation.fleet.FleetSettings.Gaps;
import io.orderlake.simulation.fleet.LakeWriterMember;
import io.orderlake.simulation.fleet.Landing;
import io.orderlake.simulation.fleet.Member;
import io.orderlake.simulation.fleet.Parts;
import io.orderlake.simulation.fleet.RelayMember;
import io.orderlake.simulation.fleet.Seat;
import io.orderlake.simulation.fleet.TableVersions.Code;
import io.orderlake.simulation.fleet.TransformerMember;
import io.orderlake.simulation.fleet.Watch;
import io.orderlake.simulation.kernel.Instance;
import io.orderlake.simulation.kernel.Kernel;
import io.orderlake.stream.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fleet's processes upon what is durable: who lives, who is started again, and with which settings. */
final class World {

    private static final long SHORTEST_RESTART = 300;
    private static final long RESTARTS = 5_000;

    final Kernel kernel;
    final Aws aws;
    final Tally tally = new Tally();
    final Armed armed;
    final Trace trace;
    final Watch watch = new Watch();
    final Overtaken overtaken;
    private final HistoryPlan plan;
    private final Parts parts;
    private final Wire.Around around;
    private final List<Place> places = new ArrayList<>();
    private Code code = Code.AS_IT_IS;
    private Gaps gaps = Gaps.REPORTED;
    private long landing;

    /** Where one process after the other lives. */
    final class Place {
        final Stage stage;
        private final int number;
        private int lives;
        private Duration skew = Duration.ZERO;

        @Nullable Instance instance;

        @Nullable Member member;

        Place(Stage stage, int number) {
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
        this.overtaken = new Overtaken(aws);
        List<Fault.OnCall> onCalls = plan.faults().stream()
                .filter(Fault.OnCall.class::isInstance)
                .map(Fault.OnCall.class::cast)
                .toList();
        this.armed = new Armed(onCalls, tally);
        this.around = new Wire.Around(plan.seed(), armed, trace, this::died);
        for (Stage stage : Stage.values()) {
            for (int i = 1; i <= plan.settings().instances(); i++) {
                places.add(new Place(stage, i));
            }
        }
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
            // Where all is gone, it takes several reads until a gap is told.
            return records == 0 || isProvenLately(lease.get());
        }
        return leasing.wasAt(shard.id(), shard.entries().get(records - 1).sequence());
    }

    private boolean isProvenLately(Lease lease) {
        return lease.provenAt() != null
                && lease.provenAt().isAfter(kernel.instant().minus(Duration.ofSeconds(20)));
    }

    List<Place> places() {
        return places;
    }

    List<Place> places(Stage stage) {
        return places.stream().filter(place -> place.stage == stage).toList();
    }

    void start() {
        places.forEach(this::start);
    }

    private void start(Place place) {
        String name = place.stage.label() + "-" + place.number + "." + ++place.lives;
        Instance instance = kernel.instance(name);
        instance.skew(place.skew);
        Wire wire = new Wire(kernel, instance, place.stage, around);
        Seat seat = new Seat(instance, wire, aws, plan.settings(), gaps, watch, parts);
        Member member = switch (place.stage) {
            case RELAY -> new RelayMember(seat);
            case TRANSFORMER -> new TransformerMember(seat, code);
            case LAKE_WRITER -> new LakeWriterMember(seat, Landing.number(landing));
        };
        place.instance = instance;
        place.member = member;
        tell(name + " starts");
        member.start();
    }

    /** A process ends at once; another one takes its place after a while. */
    void kill(Place place) {
        if (place.alive()) {
            died(Objects.requireNonNull(place.instance));
        }
    }

    private void died(Instance instance) {
        instance.kill();
        places.stream()
                .filter(place -> place.instance == instance)
                .forEach(place -> kernel.after(
                        SHORTEST_RESTART + Mix.of(plan.seed(), instance.name().hashCode(), -1) % RESTARTS,
                        () -> restart(place, instance)));
    }

    private void restart(Place place, Instance gone) {
        if (place.instance == gone) {
            start(place);
        }
    }

    /** A process hands over and ends, and another one takes its place; one that does not manage to is killed. */
    void replace(Place place) {
        Instance leaving = place.instance;
        if (leaving == null || !leaving.alive() || place.member == null) {
            return;
        }
        place.member.stop().whenComplete((done, failure) -> kernel.after(1, () -> end(leaving)));
        kernel.after(20_000, () -> end(leaving));
    }

    private void end(Instance leaving) {
        if (leaving.alive()) {
            died(leaving);
        }
    }

    void stopAndContinue(Place place, long millis) {
        Instance stopped = place.instance;
        if (stopped != null && stopped.alive()) {
            stopped.stop();
            kernel.after(millis, stopped::cont);
        }
    }

    void skew(Place place, Duration offset) {
        place.skew = offset;
        if (place.instance != null) {
            place.instance.skew(offset);
        }
    }

    /** From now on, transformers start with the mended code and tables. */
    void mend() {
        code = Code.MENDED;
        places(Stage.TRANSFORMER).forEach(this::kill);
    }

    /** From now on, lake writers start with other settings. */
    void changeLanding() {
        landing++;
    }

    /** From now on, everybody reads on behind gaps. */
    void acceptGaps() {
        if (gaps == Gaps.REPORTED) {
            tell("gaps are accepted: " + watch.gaps());
            gaps = Gaps.ACCEPTED;
            places.forEach(this::kill);
        }
    }

    /** Lets one relay send rejects again; false where it is dead. */
    boolean redrive(Place place, Runnable whenDone) {
        if (place.alive() && place.member instanceof RelayMember relay) {
            relay.beginRedrive(whenDone);
            return true;
        }
        return false;
    }

    void happened(FaultKind kind) {
        tally.happened(kind);
        tell("** " + kind.label());
    }

    void tell(String what) {
        trace.tell(kernel.now(), "world", what);
    }

    /** No fault begins any more, and whoever stands still goes on. */
    void calm() {
        tell("from now on, nothing goes wrong");
        armed.calm();
        places.forEach(place -> {
            skew(place, Duration.ZERO);
            if (place.instance != null) {
                place.instance.cont();
            }
        });
    }
}
