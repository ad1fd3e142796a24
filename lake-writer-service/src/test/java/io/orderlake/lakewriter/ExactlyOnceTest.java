package io.orderlake.lakewriter;

import static io.orderlake.lakewriter.Samples.SHARD;
import static io.orderlake.lakewriter.Samples.foreign;
import static io.orderlake.lakewriter.Samples.in;
import static io.orderlake.lakewriter.Samples.lease;
import static io.orderlake.lakewriter.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Partitioning;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.landing.LandingObject;
import io.orderlake.lakewriter.ledger.LeaseGone;
import io.orderlake.stream.Lease;
import io.orderlake.stream.ShardBatch.Ending;
import io.orderlake.stream.StreamRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** One fault happens at every possible call. Then source and lake are compared row by row. */
class ExactlyOnceTest {

    private static final Plan BEFORE = Plan.of("lake", List.of("parquet", "json"), Optional.empty(), Samples.tables());
    private static final Plan AFTER =
            Plan.of("lake", List.of("json"), Optional.empty(), Samples.tables(Partitioning.Scheme.VALUE, "status"));
    private static final int SMALL = 1500;
    private static final int LARGE = 4000;

    private final List<String> sent = new ArrayList<>();
    private final List<StreamRecord> shard = shard();

    @Test
    void aCrashBeforeOrAfterAnyEffect() {
        int crashes = 0;
        for (boolean afterEffect : new boolean[] {false, true}) {
            for (int call = 1; crashAndRecover(call, afterEffect); call++) {
                crashes++;
            }
        }
        assertThat(crashes).isGreaterThan(40);
    }

    @Test
    void aCrashBeforeOrAfterAnyEffectOfTheRecovery() {
        for (boolean afterEffect : new boolean[] {false, true}) {
            for (int call = 1; crashTwice(call, afterEffect); call++) {
                assertThat(call).isLessThan(100);
            }
        }
    }

    @Test
    void aCallThatFailsOnceIsRepeatedByTheSameOwner() {
        for (boolean afterEffect : new boolean[] {false, true}) {
            for (int call = 1; failAndContinue(call, afterEffect); call++) {
                assertThat(call).isLessThan(100);
            }
        }
    }

    @Test
    void anOldOwnerContinuesAfterTheNewOneTookOver() {
        int takeovers = 0;
        for (int call = 1; overlap(call); call++) {
            takeovers++;
        }
        assertThat(takeovers).isGreaterThan(20);
    }

    /** False where the first instance made fewer calls. */
    private boolean crashAndRecover(int call, boolean afterEffect) {
        WriterFixture.World world = new WriterFixture.World();
        SimulatedReader reader = new SimulatedReader(shard, 4);
        boolean crashed = run(world, reader, BEFORE, SMALL, 1, call, afterEffect);
        run(world, reader, AFTER, LARGE, 2, 0, false);
        assertExactlyOnce(world);
        return crashed;
    }

    private boolean crashTwice(int call, boolean afterEffect) {
        WriterFixture.World world = new WriterFixture.World();
        SimulatedReader reader = new SimulatedReader(shard, 4);
        // The seventh call happens while the first claim lands.
        run(world, reader, BEFORE, SMALL, 1, 7, false);
        boolean crashed = run(world, reader, AFTER, LARGE, 2, call, afterEffect);
        run(world, reader, BEFORE, LARGE, 3, 0, false);
        assertExactlyOnce(world);
        return crashed;
    }

    private boolean failAndContinue(int call, boolean afterEffect) {
        WriterFixture.World world = new WriterFixture.World();
        Lease lease = lease(SHARD, "owner-1", 1);
        world.ledger.hold(lease);
        WriterFixture writer = new WriterFixture(world, WriterFixture.rules(BEFORE, SMALL));
        writer.effects.failOnce(call, afterEffect);
        new SimulatedReader(shard, 4).readAll(writer.processor, lease, Ending.SHARD_END, 2);
        assertExactlyOnce(world);
        return writer.effects.calls() > call;
    }

    private boolean overlap(int call) {
        WriterFixture.World world = new WriterFixture.World();
        Lease old = lease(SHARD, "owner-1", 1);
        world.ledger.hold(old);
        WriterFixture zombie = new WriterFixture(world, WriterFixture.rules(BEFORE, SMALL));
        SimulatedReader reader = new SimulatedReader(shard, 4);
        zombie.effects.interruptAt(call, () -> {
            SimulatedReader taker = new SimulatedReader(shard, 3);
            taker.checkpoint = reader.checkpoint;
            run(world, taker, AFTER, LARGE, 2, 0, false);
        });
        boolean lost = false;
        try {
            reader.readAll(zombie.processor, old, Ending.SHARD_END, 1);
        } catch (LeaseGone e) {
            lost = true;
        }
        boolean interrupted = zombie.effects.calls() >= call;
        assertThat(lost).isEqualTo(interrupted);
        assertExactlyOnce(world);
        return interrupted;
    }

    /** True where the instance crashed. */
    private static boolean run(
            WriterFixture.World world,
            SimulatedReader reader,
            Plan plan,
            long maxBytes,
            int epoch,
            int crashAt,
            boolean afterEffect) {
        Lease lease = lease(SHARD, "owner-" + epoch, epoch);
        world.ledger.hold(lease);
        WriterFixture writer = new WriterFixture(world, WriterFixture.rules(plan, maxBytes));
        writer.effects.crashAt(crashAt, afterEffect);
        try {
            reader.readAll(writer.processor, lease, Ending.SHARD_END, 1);
            return false;
        } catch (Effects.Crash e) {
            return true;
        }
    }

    private void assertExactlyOnce(WriterFixture.World world) {
        List<String> landed = new ArrayList<>();
        for (LandingObject object : world.sink.objects().values()) {
            if (object.key().endsWith(".json.gz")) {
                lines(object)
                        .forEach(line -> landed.add(LakeRecordJson.read(line.getBytes(StandardCharsets.UTF_8))
                                .eventId()));
            } else if (object.rejects()) {
                new String(object.bytes(), StandardCharsets.UTF_8)
                        .lines()
                        .forEach(line -> landed.add(LakeRecordJson.read(line.getBytes(StandardCharsets.UTF_8))
                                .eventId()));
            }
        }
        assertThat(landed).containsExactlyInAnyOrderElementsOf(sent);
        // The lake contains no object without a claim.
        assertThat(world.ledger.done().values().stream()
                        .flatMap(done -> done.objects().stream())
                        .map(object -> "lake/" + object.key()))
                .containsExactlyInAnyOrderElementsOf(world.sink.objects().keySet());
        assertThat(parquetRows(world)).isEqualTo(rowsOfClaimsWithParquet(world));
    }

    private static int parquetRows(WriterFixture.World world) {
        return world.sink.objects().values().stream()
                .filter(object -> object.key().endsWith(".parquet"))
                .mapToInt(LandingObject::rows)
                .sum();
    }

    /** Rows of the JSON objects in the layout of the plan that also has Parquet. */
    private static int rowsOfClaimsWithParquet(WriterFixture.World world) {
        return world.sink.objects().values().stream()
                .filter(object -> object.key().startsWith("landing/json/orders/order_date="))
                .mapToInt(LandingObject::rows)
                .sum();
    }

    private static List<String> lines(LandingObject object) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(object.bytes()))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Two lanes of one source shard and one of another, two records packed into one. Between them are repeats, a poison record,
     * and two changes of a foreign producer: the relay has sent one of them before and sends the other one later.
     */
    private List<StreamRecord> shard() {
        List<StreamRecord> records = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            String sequence = String.valueOf(94 + i);
            StreamRecord relayed = in(sequence, 0, row("o-" + i % 3, i, "s", i % 2, i));
            if (i == 7) {
                records.add(relayed);
            } else {
                add(records, relayed, "s/" + i % 2 + "/" + i);
            }
            add(records, in(sequence, 1, row("p-" + i, i, "t", 7, i)), "t/7/" + i);
            if (i == 5) {
                records.add(in(sequence, 2, row("p-4", 4, "t", 7, 4)));
            }
            if (i == 6) {
                records.add(in(sequence, 2, foreign(row("p-2", 2, "t", 7, 2), 1)));
                add(records, in(sequence, 3, foreign(row("o-1", 7, "s", 1, 7), 2)), "s/1/7");
            }
            if (i == 8) {
                String place = "0".repeat(57) + sequence + "-000002";
                add(records, in(sequence, 2, "poison"), "lake/" + SHARD + "/" + place);
            }
        }
        return records;
    }

    private void add(List<StreamRecord> records, StreamRecord streamRecord, String eventId) {
        records.add(streamRecord);
        sent.add(eventId);
    }

    @Test
    void theShardHasSequenceNumbersOfDifferentLengths() {
        assertThat(shard.get(0).sequence()).hasSize(2);
        assertThat(shard.get(shard.size() - 1).sequence()).hasSize(3);
        assertThat(Optional.of(sent)).get().asList().doesNotHaveDuplicates();
    }
}
