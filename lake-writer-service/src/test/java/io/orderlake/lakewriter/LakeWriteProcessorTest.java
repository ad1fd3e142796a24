package io.orderlake.lakewriter;

import static io.orderlake.lakewriter.Samples.SHARD;
import static io.orderlake.lakewriter.Samples.in;
import static io.orderlake.lakewriter.Samples.lease;
import static io.orderlake.lakewriter.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.lakewriter.claim.EventWindow;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.stream.Lease;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.ShardBatch.Ending;
import io.orderlake.stream.StreamFailure;
import io.orderlake.stream.StreamRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LakeWriteProcessorTest {

    private static final Plan PLAN = Plan.of("lake", List.of("parquet", "json"), Optional.empty(), Samples.tables());
    private static final Lease LEASE = lease(SHARD, "a", 1);
    private static final String NAME = "order-events-shardId-000000000000-000000000";

    private final WriterFixture.World world = new WriterFixture.World();
    private final WriterFixture writer = new WriterFixture(world, WriterFixture.rules(PLAN, 1 << 20));

    LakeWriteProcessorTest() {
        world.ledger.hold(LEASE);
    }

    @Test
    void claimsThenLandsThenIsDone() {
        String durable = writer.processor.take(batch(
                Ending.HAND_OVER,
                in("7", 0, row("o-1", 1, "s", 4, 1)),
                in("7", 1, row("o-1", 2, "s", 4, 2)),
                in("8", 0, row("o-2", 1, "s", 5, 3)),
                in("9", 0, "{no json")));

        assertThat(durable).isEqualTo("9");
        assertThat(writer.effects.log())
                .containsExactly(
                        "head " + SHARD,
                        "watermarks " + SHARD,
                        "event ids " + SHARD,
                        "keep plan",
                        "open 1: 4 rows of 4 from 7 to 9",
                        "put errors/lake/date=2126-11-20/" + NAME + "1.jsonl",
                        "put landing/parquet/orders/order_date=2126-11-19/" + NAME + "1.parquet",
                        "put landing/parquet/orders/order_date=2126-11-20/" + NAME + "1.parquet",
                        "put landing/json/orders/order_date=2126-11-19/" + NAME + "1.json.gz",
                        "put landing/json/orders/order_date=2126-11-20/" + NAME + "1.json.gz",
                        "keep 4 event ids of 1",
                        "done 1: 5 objects");
    }

    @Test
    void buffersUntilTheRowsAreOldEnough() {
        assertThat(writer.processor.take(batch(Ending.NONE, in("7", 0, row("o-1", 1, "s", 4, 1)))))
                .isNull();
        world.now = world.now.plusSeconds(59);
        assertThat(writer.processor.take(batch(Ending.NONE))).isNull();
        world.now = world.now.plusSeconds(1);
        assertThat(writer.processor.take(batch(Ending.NONE))).isEqualTo("7");
        assertThat(writer.processor.take(batch(Ending.NONE))).isNull();
    }

    @Test
    void claimsWhenFullButNeverSplitsAPackedRecord() {
        WriterFixture small = new WriterFixture(world, WriterFixture.rules(PLAN, 1));
        String durable = small.processor.take(batch(
                Ending.NONE,
                in("7", 0, row("o-1", 1, "s", 4, 1)),
                in("7", 1, row("o-1", 2, "s", 4, 2)),
                in("10", 0, row("o-1", 3, "s", 4, 3))));

        assertThat(durable).isEqualTo("10");
        assertThat(small.effects.log())
                .filteredOn(effect -> effect.startsWith("open"))
                .containsExactly("open 1: 2 rows of 2 from 7 to 7", "open 2: 1 rows of 1 from 10 to 10");
    }

    @Test
    void landsItsBufferAtOnceBeyondTheBoundOfAllShards() {
        WriterFixture bounded = new WriterFixture(
                world, new LandingRules(PLAN, 1 << 20, Duration.ofSeconds(60), 1000, EventWindow.Rules.OFF));
        Lease other = lease("shardId-000000000001", "a", 1);
        world.ledger.hold(other);

        assertThat(bounded.processor.take(batch(Ending.NONE, in("7", 0, row("o-1", 1, "s", 4, 1)))))
                .isNull();
        ShardBatch more =
                new ShardBatch(other, List.of(in("8", 0, row("o-2", 1, "s", 5, 1))), Duration.ZERO, Ending.NONE);
        assertThat(bounded.processor.take(more)).isEqualTo("8");
        assertThat(bounded.processor.take(batch(Ending.NONE))).isNull();
        assertThat(bounded.registry.get("orderlake.buffered.bytes").gauge().value())
                .isBetween(1.0, 999.0);
    }

    @Test
    void dropsRepeatsWithinAndAfterAClaim() {
        String durable = writer.processor.take(batch(
                Ending.HAND_OVER,
                in("7", 0, row("o-1", 1, "s", 4, 1)),
                in("8", 0, row("o-1", 1, "s", 4, 1)),
                in("9", 0, row("o-1", 2, "s", 4, 2))));
        Lease next = lease(SHARD, "b", 2);
        world.ledger.hold(next);
        String later = writer.processor.take(new ShardBatch(
                next,
                List.of(in("10", 0, row("o-1", 1, "s", 4, 1)), in("11", 0, row("o-1", 3, "s", 4, 3))),
                Duration.ZERO,
                Ending.HAND_OVER));

        assertThat(durable).isEqualTo("9");
        assertThat(later).isEqualTo("11");
        assertThat(writer.effects.log())
                .filteredOn(effect -> effect.startsWith("open"))
                .containsExactly("open 1: 2 rows of 3 from 7 to 9", "open 2: 1 rows of 2 from 10 to 11");
        assertThat(writer.registry.get("orderlake.changes.repeats").counter().count())
                .isEqualTo(2);
    }

    @Test
    void aClaimOfRepeatsOnlyWritesNoObject() {
        writer.processor.take(batch(Ending.NONE, in("7", 0, row("o-1", 1, "s", 4, 1))));
        world.now = world.now.plusSeconds(60);
        writer.processor.take(batch(Ending.NONE));

        assertThat(writer.processor.take(batch(Ending.HAND_OVER, in("8", 0, row("o-1", 1, "s", 4, 1)))))
                .isEqualTo("8");
        assertThat(writer.effects.log()).endsWith("open 2: 0 rows of 1 from 8 to 8", "done 2: 0 objects");
    }

    @Test
    void aLostCheckpointIsFoundAgain() {
        writer.processor.take(batch(Ending.HAND_OVER, in("7", 0, row("o-1", 1, "s", 4, 1))));
        Lease next = lease(SHARD, "b", 2);
        world.ledger.hold(next);

        String durable = writer.processor.take(
                new ShardBatch(next, List.of(in("7", 0, row("o-1", 1, "s", 4, 1))), Duration.ZERO, Ending.SHARD_END));

        assertThat(durable).isEqualTo("7");
        assertThat(writer.effects.log()).endsWith("head " + SHARD, "watermarks " + SHARD, "event ids " + SHARD);
    }

    @Test
    void aChildTakesOverTheHighestWatermarksOfItsParents() {
        Lease right = lease("shardId-000000000001", "a", 1);
        Lease child = lease("shardId-000000000002", "a", 1, SHARD, right.shardId());
        world.ledger.hold(right);
        world.ledger.hold(child);
        writer.processor.take(batch(Ending.SHARD_END, in("7", 0, row("o-1", 2, "s", 4, 2))));
        writer.processor.take(
                new ShardBatch(right, List.of(in("7", 0, row("o-2", 5, "s", 60, 5))), Duration.ZERO, Ending.SHARD_END));

        writer.processor.take(new ShardBatch(
                child,
                List.of(
                        in("20", 0, row("o-1", 2, "s", 4, 2)),
                        in("21", 0, row("o-2", 5, "s", 60, 5)),
                        in("22", 0, row("o-1", 3, "s", 4, 3))),
                Duration.ZERO,
                Ending.HAND_OVER));

        assertThat(writer.effects.log()).contains("inherit " + child.shardId(), "open 1: 1 rows of 3 from 20 to 22");
    }

    @Test
    void stopsIfTheRecordsReadAgainAreNotThoseThatWereClaimed() {
        writer.effects.crashAt(6, false);
        StreamRecord first = in("7", 0, row("o-1", 1, "s", 4, 1));
        StreamRecord last = in("8", 0, row("o-1", 2, "s", 4, 2));
        assertThatThrownBy(() -> writer.processor.take(batch(Ending.HAND_OVER, first, last)))
                .isInstanceOf(Effects.Crash.class);

        assertMismatch(List.of(last), "a record 8 comes first");
        assertMismatch(List.of(first, in("9", 0, row("o-1", 2, "s", 4, 2))), "a record 9 comes before the last one");
        assertMismatch(List.of(first), "the shard ended after 7");
        assertMismatch(List.of(first, last, in("8", 1, row("o-1", 3, "s", 4, 3))), "3 records came");
    }

    @Test
    void aLostLeaseLeavesNothingBuffered() {
        writer.processor.take(batch(Ending.NONE, in("7", 0, row("o-1", 1, "s", 4, 1))));
        writer.processor.lost(LEASE);

        assertThat(writer.registry.get("orderlake.buffered.bytes").gauge().value())
                .isZero();
    }

    @Test
    void throughFirehoseOnlyRejectsBecomeObjects() {
        Plan plan = Plan.of("lake", List.of(), Optional.of("to-redshift"), Samples.tables());
        WriterFixture firehose = new WriterFixture(world, WriterFixture.rules(plan, 1 << 20));
        firehose.processor.take(batch(Ending.HAND_OVER, in("7", 0, row("o-1", 1, "s", 4, 1)), in("8", 0, "{no json")));

        assertThat(firehose.effects.log())
                .endsWith(
                        "open 1: 2 rows of 2 from 7 to 8",
                        "deliver 1 to to-redshift",
                        "put errors/lake/date=2126-11-20/" + NAME + "1.jsonl",
                        "keep 2 event ids of 1",
                        "done 1: 1 objects");
    }

    private void assertMismatch(List<StreamRecord> again, String found) {
        Lease next = lease(SHARD, "b", 2);
        world.ledger.hold(next);
        WriterFixture recovering = new WriterFixture(world, WriterFixture.rules(PLAN, 1 << 20));
        assertThatThrownBy(
                        () -> recovering.processor.take(new ShardBatch(next, again, Duration.ZERO, Ending.SHARD_END)))
                .isInstanceOf(StreamFailure.class)
                .hasMessageContaining("claim does not match")
                .hasMessageContaining(found);
        assertThat(world.sink.objects()).isEmpty();
    }

    private static ShardBatch batch(Ending ending, StreamRecord... records) {
        return new ShardBatch(LEASE, List.of(records), Duration.ZERO, ending);
    }
}
