package io.orderlake.launcher.chaos;

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

/** What happens in a campaign, and when: the same seed and length give the same. */
final class Schedule {

    static final List<String> STREAMS = List.of("order-changes", "order-events");

    /** Of each service that shares its work. */
    static final int INSTANCES = 2;

    private static final List<FleetService> SHARING =
            List.of(FleetService.STREAM_RELAY, FleetService.TRANSFORMER, FleetService.LAKE_WRITER);
    private static final List<String> LOCAL_AWS = List.of("kinesis", "dynamodb", "s3");
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final int FEWEST_SHARDS = 2;
    private static final int MOST_SHARDS = 5;
    private static final int POISON = 5;

    /** One thing and its time since the start of the load. */
    record Event(Duration at, Act act) {}

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

    /** All events, the first one first; everything is over at the end of the length, but for what a roll takes. */
    static List<Event> of(long seed, Duration length) {
        Schedule schedule = new Schedule(seed, length);
        schedule.plan();
        schedule.events.sort(Comparator.comparing(Event::at));
        return List.copyOf(schedule.events);
    }

    private void plan() {
        Fault refusals = Fault.always(FaultKind.REFUSE_ENTRIES).at(0.1).during("PutRecords");
        add(Duration.ZERO, new Act.Disturb(refusals.seeded(random.nextInt()), length));
        every(10, this::kill);
        every(20, this::freeze);
        every(8, this::disturb);
        every(40, this::stall);
        every(15, this::reshard);
        every(15, () -> new Act.Poison(POISON));
        every(30, () -> new Act.Redrive(instance()));
        add(share(0.35), new Act.Roll());
        // By then the fix is in, so that what is sent twice could land twice.
        every((int) Math.min(60, length.toSeconds() / 5), this::killRedrive, share(0.75));
    }

    private void every(int seconds, Supplier<Act> act) {
        every(seconds, act, WARM_UP);
    }

    /** One in each slot, at a random time of it; none that would outlast the end. */
    private void every(int seconds, Supplier<Act> act, Duration from) {
        Duration slot = Duration.ofSeconds(seconds);
        for (Duration begin = from; begin.compareTo(length) < 0; begin = begin.plus(slot)) {
            Duration at = begin.plusMillis(random.nextInt(seconds * 1000));
            Act next = act.get();
            if (at.plus(lengthOf(next)).compareTo(length) < 0) {
                add(at, next);
            }
        }
    }

    private static Duration lengthOf(Act act) {
        if (act instanceof Act.Freeze freeze) {
            return freeze.length();
        }
        if (act instanceof Act.Stall stall) {
            return stall.length();
        }
        return act instanceof Act.Disturb disturb ? disturb.length() : Duration.ZERO;
    }

    private Act kill() {
        // The writer has one instance where the others have two.
        int number = random.nextInt(1 + SHARING.size() * INSTANCES);
        return number == 0
                ? new Act.Kill(FleetService.ORDER_WRITER, 1)
                : new Act.Kill(SHARING.get((number - 1) / INSTANCES), 1 + (number - 1) % INSTANCES);
    }

    /** Past the 6 s of a lease, so that another owner works when it wakes up. */
    private Act freeze() {
        return new Act.Freeze(oneOf(SHARING), instance(), Duration.ofSeconds(9 + random.nextInt(5)));
    }

    private Act stall() {
        return new Act.Stall(oneOf(LOCAL_AWS), Duration.ofSeconds(2 + random.nextInt(5)));
    }

    /** Each kind once before any comes again. */
    private Act disturb() {
        Fault fault = faults.get(nextFault++ % faults.size());
        double rate = oneOf(List.of(0.2, 0.5, 1.0));
        boolean happensToAll = fault.kind() == FaultKind.REFUSE_CONNECTION || random.nextInt(3) == 0;
        Fault aimed = happensToAll
                ? fault
                : fault.from(oneOf(FleetService.of(Lifespan.ONCE)).label());
        return new Act.Disturb(aimed.at(rate).seeded(random.nextInt()), Duration.ofSeconds(3 + random.nextInt(6)));
    }

    private Act reshard() {
        String stream = STREAMS.get(nextStream++ % STREAMS.size());
        int open = shards.getOrDefault(stream, FEWEST_SHARDS);
        boolean split = open <= FEWEST_SHARDS || (open < MOST_SHARDS && random.nextBoolean());
        shards.put(stream, split ? open + 1 : open - 1);
        return split ? new Act.Split(stream) : new Act.Merge(stream);
    }

    private Act killRedrive() {
        return new Act.KilledRedrive(instance(), Duration.ofMillis(5 + random.nextInt(200)));
    }

    private static List<Fault> faults() {
        List<Fault> all = new ArrayList<>();
        for (String service : LOCAL_AWS) {
            boolean ours = service.equals("kinesis");
            for (FaultKind kind : FaultKind.values()) {
                boolean only = kind == FaultKind.REFUSE_ENTRIES || kind == FaultKind.EXPIRED_ITERATOR;
                boolean never = kind == FaultKind.REFUSE_CONNECTION && ours;
                if (!never && (ours || !only)) {
                    all.add(Fault.always(kind).of(service).lasting(Duration.ofMillis(400)));
                }
            }
        }
        return all;
    }

    private void add(Duration at, Act act) {
        events.add(new Event(at, act));
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
