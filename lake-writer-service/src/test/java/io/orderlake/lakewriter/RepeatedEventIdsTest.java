package io.orderlake.lakewriter;

import static io.orderlake.lakewriter.Samples.SHARD;
import static io.orderlake.lakewriter.Samples.foreign;
import static io.orderlake.lakewriter.Samples.in;
import static io.orderlake.lakewriter.Samples.lease;
import static io.orderlake.lakewriter.Samples.redriven;
import static io.orderlake.lakewriter.Samples.rejected;
import static io.orderlake.lakewriter.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.LakeRecord;
import io.orderlake.contract.RowEvent;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.landing.LandingObject;
import io.orderlake.stream.Lease;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.ShardBatch.Ending;
import io.orderlake.stream.StreamRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Changes that come twice with one event id, at two places of {@code order-changes}. */
class RepeatedEventIdsTest {

    private static final Plan PLAN = Plan.of("lake", List.of("json"), Optional.empty(), Samples.tables());
    private static final Duration HOUR = Duration.ofHours(1);
    private static final RowEvent ROW = row("o-1", 1, "s", 4, 1);

    private final WriterFixture.World world = new WriterFixture.World();
    private int sequence = 10;
    private long epoch;

    @Test
    void aForeignProducersRepeatLandsOnce() {
        WriterFixture writer = writer(HOUR);
        land(writer, foreign(ROW, 1), foreign(ROW, 2));
        land(writer, foreign(ROW, 3));

        assertThat(rows()).isEqualTo(1);
        assertThat(writer.registry.get("orderlake.window.dropped").counter().count())
                .isEqualTo(2);
        assertThat(writer.registry.get("orderlake.changes.repeats").counter().count())
                .isEqualTo(2);
    }

    @Test
    void theNextOwnerKnowsWhatThePreviousOneLanded() {
        land(writer(HOUR), foreign(ROW, 1));
        land(writer(HOUR), foreign(ROW, 2));

        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void theHorizonCountsFromTheClaim() {
        WriterFixture writer = writer(HOUR);
        land(writer, foreign(ROW, 1));
        world.now = world.now.plus(HOUR);
        land(writer, foreign(ROW, 2));
        assertThat(rows()).isEqualTo(1);

        world.now = world.now.plus(HOUR.multipliedBy(2));
        land(writer(HOUR), foreign(ROW, 3));
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void withoutAWindowARepeatLandsTwiceAndNothingIsKept() {
        WriterFixture off = writer(Duration.ZERO);
        land(off, foreign(ROW, 1), foreign(ROW, 2));

        assertThat(rows()).isEqualTo(2);
        assertThat(off.effects.log()).noneMatch(effect -> effect.contains("event ids"));
    }

    /** The relay stops, Pipes takes over with an overlap, and the relay continues where it stopped. */
    @Test
    void fromTheRelayToPipesAndBackNothingIsRepeatedOrLost() {
        land(writer(HOUR), relayed(1, 10));
        land(writer(HOUR), piped(6, 20));
        WriterFixture back = writer(HOUR);
        land(back, relayed(9, 25));
        // A dropped record has moved the watermark, so it stays dropped when the window no longer contains it.
        world.now = world.now.plus(HOUR.multipliedBy(3));
        land(writer(HOUR), relayed(15, 26));

        assertThat(rows()).isEqualTo(26);
        assertThat(back.registry.get("orderlake.window.dropped").counter().count())
                .isEqualTo(10);
    }

    @Test
    void aRejectIsDecidedButItsRedriveIsNoRepeatOfIt() {
        WriterFixture writer = writer(HOUR);
        land(writer, rejected(foreign(ROW, 1)));
        land(writer, rejected(foreign(ROW, 2)), foreign(ROW, 3));
        assertThat(objects()).containsExactly("errors 1");

        land(writer, rejected(redriven(ROW, "object-1")));
        assertThat(objects()).containsExactly("errors 1", "errors 1");

        land(writer, redriven(ROW, "object-2"));
        assertThat(rows()).isEqualTo(1);
        land(writer, redriven(ROW, "object-3"), rejected(redriven(ROW, "object-4")));
        assertThat(objects()).containsExactly("errors 1", "errors 1", "landing 1");
    }

    @Test
    void aRejectsRepeatAndRedriveInOneClaimAreDistinguished() {
        land(writer(HOUR), rejected(foreign(ROW, 1)), foreign(ROW, 2), redriven(ROW, "object-1"));

        assertThat(objects()).containsExactly("errors 1", "landing 1");
    }

    /** The recovering process drops what the first writer dropped, whatever its own window contains. */
    @Test
    void aRecoveryDropsWhatTheFirstWriterDroppedWhateverItsHorizon() {
        for (Duration horizon : List.of(Duration.ZERO, Duration.ofMinutes(1), HOUR.multipliedBy(9))) {
            for (boolean afterEffect : new boolean[] {false, true}) {
                int call = 1;
                while (crashAndRecover(call, afterEffect, horizon)) {
                    call++;
                }
                assertThat(call).isGreaterThan(6);
            }
        }
    }

    /** False where the first writer made fewer calls. */
    private boolean crashAndRecover(int call, boolean afterEffect, Duration horizon) {
        WriterFixture.World own = new WriterFixture.World();
        List<StreamRecord> first = List.of(in("1", 0, foreign(ROW, 1)));
        List<StreamRecord> second = List.of(
                in("2", 0, foreign(ROW, 2)),
                in("2", 1, foreign(row("o-2", 1, "s", 4, 2), 3)),
                in("2", 2, foreign(row("o-2", 1, "s", 4, 2), 4)),
                in("3", 0, foreign(row("o-3", 1, "s", 4, 3), 5)));
        take(new WriterFixture(own, WriterFixture.rules(PLAN, 1 << 20, HOUR)), 1, first);
        WriterFixture writer = new WriterFixture(own, WriterFixture.rules(PLAN, 1 << 20, HOUR));
        writer.effects.crashAt(call, afterEffect);
        boolean crashed = false;
        try {
            take(writer, 2, second);
        } catch (Effects.Crash e) {
            crashed = true;
        }
        boolean claimed = own.ledger.opened("2");
        if (claimed) {
            own.now = own.now.plus(HOUR.multipliedBy(2));
        }
        // If the range was not claimed yet, the window of the process that claims it decides.
        take(new WriterFixture(own, WriterFixture.rules(PLAN, 1 << 20, claimed ? horizon : HOUR)), 3, second);

        assertThat(rows(own)).as("rows landed with call %d failing", call).isEqualTo(3);
        return crashed;
    }

    private static void take(WriterFixture writer, long epoch, List<StreamRecord> records) {
        Lease lease = lease(SHARD, "owner-" + epoch, epoch);
        writer.world.ledger.hold(lease);
        writer.processor.take(new ShardBatch(lease, records, Duration.ZERO, Ending.HAND_OVER));
    }

    private WriterFixture writer(Duration horizon) {
        return new WriterFixture(world, WriterFixture.rules(PLAN, 1 << 20, horizon));
    }

    private void land(WriterFixture writer, LakeRecord... records) {
        List<StreamRecord> packed = new ArrayList<>();
        sequence++;
        for (LakeRecord one : records) {
            packed.add(in(String.valueOf(sequence), packed.size(), one));
        }
        take(writer, ++epoch, packed);
    }

    private static RowEvent[] relayed(int from, int to) {
        RowEvent[] rows = new RowEvent[to - from + 1];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row("o-1", from + i, "dynamodb/CustomerOrders/1/shard", 4, from + i);
        }
        return rows;
    }

    private static RowEvent[] piped(int from, int to) {
        RowEvent[] rows = relayed(from, to);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = foreign(rows[i], from + i);
        }
        return rows;
    }

    private int rows() {
        return rows(world);
    }

    private static int rows(WriterFixture.World world) {
        return world.sink.objects().values().stream()
                .filter(object -> !object.rejects())
                .mapToInt(LandingObject::rows)
                .sum();
    }

    private List<String> objects() {
        return world.sink.objects().values().stream()
                .map(object -> (object.rejects() ? "errors " : "landing ") + object.rows())
                .toList();
    }
}
