package io.orderlake.benchmarks;

import io.orderlake.contract.ChangeId;
import io.orderlake.contract.LakeRecord;
import io.orderlake.contract.Place;
import io.orderlake.contract.Reject;
import io.orderlake.lakewriter.claim.Claim;
import io.orderlake.lakewriter.claim.Dropped;
import io.orderlake.lakewriter.claim.EventId;
import io.orderlake.lakewriter.claim.EventIds;
import io.orderlake.lakewriter.claim.EventWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of the window of event ids for an unknown record: its hash, a lookup in each slice, its entry in the claim. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
public class EventWindowBenchmark {

    private static final int RECORDS = 1000;
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final LakeRecord ANY =
            new Reject(new byte[0], "lake", "any", ChangeId.unread("any"), new Place("any", 0, "0"), NOON, null, false);

    /** Ids that the window holds already. */
    @Param({"0", "1000000"})
    private int held;

    private final EventWindow window = new EventWindow(new EventWindow.Rules(Duration.ofHours(25), 1_048_576));
    private final String[] eventIds = new String[RECORDS];

    @Setup
    public void prepare() {
        for (int from = 0; from < held; from += RECORDS) {
            EventIds landed = new EventIds();
            for (int i = from; i < from + RECORDS; i++) {
                landed.add(EventId.of("landed-" + i), ANY);
            }
            window.add(landed.landedBy(new Claim(
                    1 + from, "1", "2", RECORDS, RECORDS, Dropped.NONE, "plan", NOON.plusMillis(50L * from))));
        }
        for (int i = 0; i < RECORDS; i++) {
            eventIds[i] = "%032x".formatted(0x9E3779B97F4A7C15L * i);
        }
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public int pass() {
        EventIds range = new EventIds();
        int known = 0;
        for (String eventId : eventIds) {
            EventId id = EventId.of(eventId);
            if (range.cover(id, ANY) || window.covers(id, ANY)) {
                known++;
            }
            range.add(id, ANY);
        }
        return known + range.size();
    }
}
