package io.orderlake.chaos;

import io.orderlake.launcher.fleet.FleetPlan.Lifespan;
import io.orderlake.launcher.fleet.FleetService;
import io.orderlake.localaws.faults.Fault;
import io.orderlake.localaws.faults.FaultKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** The actions of a run and their times: the same seed and length give the same schedule. */
final class Schedule {

    static final List<String> STREAMS = List.of("order-changes", "order-events");

    /** Of each service that shares its work. */
    static final int INSTANCES = 2;

    private static final List<FleetService> SHARING =
            List.of(FleetService.STREAM_RELAY, FleetService.TRANSFORMER, FleetService.LAKE_WRITER);
    private static final List<String> LOCAL_AWS = List.of("kinesis", "dynamodb", "s3");
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final int MIN_SHARDS = 2;
    private static final int MAX_SHARDS = 5;
    private static final int POISON = 5;

    /** An action and its time since the start of the load. */
    record Event(Duration at, Action action) {}

    private final Random random;
    private final Duration length;
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Integer> shards = new HashMap<>();
    private final List<Fault> faults;
    private int nextFault;
    private int nextStream;

    private Schedule(long seed, Duration length) {
        this.random = new Random(seed);
        this.length = length;
        this.faults = new ArrayList<>(faults());
        Collections.shuffle(faults, random);
    }

    /** All events in order of time. Everything but a rolling update is over when the length is over. */
    static List<Event> of(long seed, Duration length) {
        Schedule schedule = new Schedule(seed, length);
        schedule.plan();
        schedule.events.sort(Comparator.comparing(Event::at));
        return List.copyOf(schedule.events);
    }

    private void plan() {
        Fault refusals = Fault.always(FaultKind.REFUSE_ENTRIES).at(0.1).during("PutRecords");
        add(Duration.ZERO, new Action.Disturb(refusals.seeded(random.nextInt()), length));
        every(10, this::kill);
        every(20, this::freeze);
        every(8, this::disturb);
        every(40, this::stall);
        every(15, this::reshard);
        every(15, () -> new Action.Poison(POISON));
        every(30, () -> new Action.Redrive(instance()));
        add(share(0.35), new Action.Roll());
        // By then the fix is deployed, so a reject that is sent twice could land twice.
        every((int) Math.min(60, length.toSeconds() / 5), this::killRedrive, share(0.75));
    }

    private void every(int seconds, Supplier<Action> action) {
        every(seconds, action, WARM_UP);
    }

    /** One action in each slot, at a random time; none that would last beyond the end. */
    private void every(int seconds, Supplier<Action> action, Duration from) {
        Duration slot = Duration.ofSeconds(seconds);
        for (Duration begin = from; begin.compareTo(length) < 0; begin = begin.plus(slot)) {
            Duration at = begin.plusMillis(random.nextInt(seconds * 1000));
            Action next = action.get();
            if (at.plus(lengthOf(next)).compareTo(length) < 0) {
                add(at, next);
            }
        }
    }

    private static Duration lengthOf(Action action) {
        if (action instanceof Action.Freeze freeze) {
            return freeze.length();
        }
        if (action instanceof Action.Stall stall) {
            return stall.length();
        }
        return action instanceof Action.Disturb disturb ? disturb.length() : Duration.ZERO;
    }

    private Action kill() {
        // The writer has one instance where the others have two.
        int number = random.nextInt(1 + SHARING.size() * INSTANCES);
        return number == 0
                ? new Action.Kill(FleetService.ORDER_WRITER, 1)
                : new Action.Kill(SHARING.get((number - 1) / INSTANCES), 1 + (number - 1) % INSTANCES);
    }

    /** Longer than the 6 s of a lease, so that another owner works when it continues. */
    private Action freeze() {
        return new Action.Freeze(oneOf(SHARING), instance(), Duration.ofSeconds(9 + random.nextInt(5)));
    }

    private Action stall() {
        return new Action.Stall(oneOf(LOCAL_AWS), Duration.ofSeconds(2 + random.nextInt(5)));
    }

    /** Each kind once before any comes again. */
    private Action disturb() {
        Fault fault = faults.get(nextFault++ % faults.size());
        double rate = oneOf(List.of(0.2, 0.5, 1.0));
        boolean happensToAll = fault.kind() == FaultKind.REFUSE_CONNECTION || random.nextInt(3) == 0;
        Fault aimed = happensToAll
                ? fault
                : fault.from(oneOf(FleetService.of(Lifespan.ONCE)).label());
        return new Action.Disturb(aimed.at(rate).seeded(random.nextInt()), Duration.ofSeconds(3 + random.nextInt(6)));
    }

    private Action reshard() {
        String stream = STREAMS.get(nextStream++ % STREAMS.size());
        int open = shards.getOrDefault(stream, MIN_SHARDS);
        boolean split = open <= MIN_SHARDS || (open < MAX_SHARDS && random.nextBoolean());
        shards.put(stream, split ? open + 1 : open - 1);
        return split ? new Action.Split(stream) : new Action.Merge(stream);
    }

    private Action killRedrive() {
        return new Action.KilledRedrive(instance(), Duration.ofMillis(5 + random.nextInt(200)));
    }

    private static List<Fault> faults() {
        List<Fault> all = new ArrayList<>();
        for (String service : LOCAL_AWS) {
            boolean kinesis = service.equals("kinesis");
            for (FaultKind kind : FaultKind.values()) {
                boolean only = kind == FaultKind.REFUSE_ENTRIES || kind == FaultKind.EXPIRED_ITERATOR;
                boolean never = kind == FaultKind.REFUSE_CONNECTION && kinesis;
                if (!never && (kinesis || !only)) {
                    all.add(Fault.always(kind).of(service).lasting(Duration.ofMillis(400)));
                }
            }
        }
        return all;
    }

    private void add(Duration at, Action action) {
        events.add(new Event(at, action));
    }

    private Duration share(double part) {
        return Duration.ofMillis((long) (length.toMillis() * part));
    }

    private int instance() {
        return 1 + random.nextInt(INSTANCES);
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
