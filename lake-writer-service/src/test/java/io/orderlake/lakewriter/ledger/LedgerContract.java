package io.orderlake.lakewriter.ledger;

import static io.orderlake.lakewriter.Samples.NOON;
import static io.orderlake.lakewriter.Samples.STREAM;
import static io.orderlake.lakewriter.Samples.lease;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.lakewriter.Samples;
import io.orderlake.lakewriter.claim.Claim;
import io.orderlake.lakewriter.claim.Dropped;
import io.orderlake.lakewriter.claim.EventId;
import io.orderlake.lakewriter.claim.Head;
import io.orderlake.lakewriter.claim.LandedIds;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.Watermarks;
import io.orderlake.lakewriter.landing.ObjectEntry;
import io.orderlake.stream.Lease;
import io.orderlake.stream.StreamFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every ledger guarantees. */
public abstract class LedgerContract {

    private static final Plan PLAN = Plan.of("lake", List.of("json"), Optional.empty(), Samples.tables());

    private static final Dropped DROPPED = Dropped.of(BitSet.valueOf(new long[] {0b101_0000}));

    private static final Duration DAY = Duration.ofDays(1);

    private final String shardId = "shardId-" + UUID.randomUUID();
    private final Lease mine = lease(shardId, "a", 1);
    private final Lease theirs = lease(shardId, "b", 2);

    protected abstract Ledger ledger();

    /** Makes the lease table contain this lease. */
    protected abstract void hold(Lease lease);

    @Test
    void aShardWithoutClaimsIsAtItsFirst() {
        hold(mine);
        assertThat(ledger().head(mine)).isEqualTo(Head.FIRST);
        assertThat(ledger().watermarks(STREAM, shardId)).isEqualTo(new Watermarks());
    }

    @Test
    void aClaimIsOpenUntilItIsDone() {
        hold(mine);
        ledger().open(mine, Head.FIRST, claim(1));
        assertThat(ledger().head(mine)).isEqualTo(Head.FIRST.opened(claim(1)));

        ledger().done(mine, claim(1), landed(marks("s", 3, "0007")));
        Head done = new Head(1, Optional.of("199"), Optional.empty(), false);
        assertThat(ledger().head(mine)).isEqualTo(done);
        assertThat(ledger().watermarks(STREAM, shardId)).isEqualTo(marks("s", 3, "0007"));

        ledger().open(mine, done, claim(2));
        ledger().done(mine, claim(2), landed(marks("t", 4, "0001")));
        Watermarks both = marks("s", 3, "0007");
        both.raise("t", 4, "0001");
        assertThat(ledger().watermarks(STREAM, shardId)).isEqualTo(both);
    }

    @Test
    void aStepThatIsRepeatedChangesNothing() {
        hold(mine);
        ledger().open(mine, Head.FIRST, claim(1));
        ledger().open(mine, Head.FIRST, claim(1));
        ledger().done(mine, claim(1), landed(marks("s", 3, "0007")));
        ledger().done(mine, claim(1), landed(marks("s", 3, "0007")));

        assertThat(ledger().head(mine).lastNumber()).isEqualTo(1);
        assertThat(ledger().head(mine).open()).isEmpty();
    }

    @Test
    void noSecondClaimWhileOneIsOpen() {
        hold(mine);
        ledger().open(mine, Head.FIRST, claim(1));
        assertThatThrownBy(() -> ledger().open(mine, Head.FIRST, claim(2)))
                .isInstanceOf(StreamFailure.class)
                .hasMessageContaining("Cannot open claim");
    }

    @Test
    void noClaimOnAHeadThatHasMoved() {
        hold(mine);
        ledger().open(mine, Head.FIRST, claim(1));
        ledger().done(mine, claim(1), landed(new Watermarks()));
        assertThatThrownBy(() -> ledger().open(mine, Head.FIRST, claim(1))).isInstanceOf(StreamFailure.class);
        assertThatThrownBy(() -> ledger().done(mine, claim(2), landed(new Watermarks())))
                .isInstanceOf(StreamFailure.class)
                .hasMessageContaining("Cannot finish claim");
    }

    @Test
    void anOldOwnerChangesNothing() {
        hold(mine);
        ledger().open(mine, Head.FIRST, claim(1));
        hold(theirs);

        assertThatThrownBy(() -> ledger().head(mine)).isInstanceOf(LeaseGone.class);
        assertThatThrownBy(() -> ledger().open(mine, Head.FIRST, claim(1))).isInstanceOf(LeaseGone.class);
        assertThatThrownBy(() -> ledger().done(mine, claim(1), landed(marks("s", 3, "0007"))))
                .isInstanceOf(LeaseGone.class);
        assertThat(ledger().head(theirs)).isEqualTo(Head.FIRST.opened(claim(1)));
        assertThat(ledger().watermarks(STREAM, shardId)).isEqualTo(new Watermarks());
    }

    @Test
    void theNewOwnerFinishesAnOpenClaim() {
        hold(mine);
        ledger().open(mine, Head.FIRST, claim(1));
        hold(theirs);
        ledger().done(theirs, claim(1), landed(marks("s", 3, "0007")));
        assertThat(ledger().head(theirs).lastNumber()).isEqualTo(1);
    }

    @Test
    void watermarksAreInheritedOnceAndBeforeTheFirstClaim() {
        hold(mine);
        Watermarks many = new Watermarks();
        IntStream.range(0, 120).forEach(i -> many.raise("source-" + i, i % 7, "000" + i));
        ledger().inherit(mine, many);
        ledger().inherit(mine, many);

        assertThat(ledger().head(mine).inherited()).isTrue();
        assertThat(ledger().watermarks(STREAM, shardId)).isEqualTo(many);
        ledger().open(mine, ledger().head(mine), claim(1));
        assertThatThrownBy(() -> ledger().inherit(mine, marks("s", 3, "0001"))).isInstanceOf(RuntimeException.class);
    }

    @Test
    void anOldOwnerInheritsNothing() {
        hold(theirs);
        assertThatThrownBy(() -> ledger().inherit(mine, marks("s", 3, "0001"))).isInstanceOf(LeaseGone.class);
        assertThat(ledger().watermarks(STREAM, shardId)).isEqualTo(new Watermarks());
    }

    @Test
    void aClaimMayTouchMoreSourceShardsAndObjectsThanOneItemHolds() {
        hold(mine);
        ledger().open(mine, Head.FIRST, claim(1));
        Watermarks many = new Watermarks();
        IntStream.range(0, 2600).forEach(i -> many.raise("redrive/errors/transform/object-" + i, i % 64, "0001"));
        List<ObjectEntry> objects = IntStream.range(0, 1000)
                .mapToObj(i -> new ObjectEntry("landing/json/orders/status=" + i + "/" + "x".repeat(200), 1, 99, "ab"))
                .toList();
        ledger().done(mine, claim(1), new LandingResult(objects, many, many, NOON));

        assertThat(ledger().head(mine).lastNumber()).isEqualTo(1);
        assertThat(ledger().watermarks(STREAM, shardId)).isEqualTo(many);
    }

    @Test
    void aClaimMayMoveFewOfVeryManyLanes() {
        hold(mine);
        Watermarks all = new Watermarks();
        for (int i = 0; i < 40; i++) {
            for (int lane = 0; lane < 1000; lane++) {
                all.raise("source-" + i, lane, "0".repeat(46) + "1");
            }
        }
        ledger().inherit(mine, all);
        ledger().open(mine, ledger().head(mine), claim(1));
        Watermarks moved = marks("source-7", 7, "0".repeat(46) + "2");
        moved.raise("source-9", 9, "0".repeat(46) + "2");
        all.raise(moved);
        ledger().done(mine, claim(1), new LandingResult(List.of(), moved, all.raisedBy(moved), NOON));

        assertThat(ledger().watermarks(STREAM, shardId)).isEqualTo(all);
    }

    @Test
    void eventIdsOfAClaimAreKeptInParts() {
        hold(mine);
        LandedIds many = ids(NOON, 45_000, 3);
        ledger().keepEventIds(mine, claim(1), many, NOON.plus(DAY));
        ledger().keepEventIds(mine, claim(1), many, NOON.plus(DAY));

        List<LandedIds> found = ledger().eventIds(STREAM, shardId, NOON, 1_000_000);
        assertThat(joined(found)).isEqualTo(joined(List.of(many)));
    }

    @Test
    void theNewestEventIdsComeFirstWhereNotAllAreWanted() {
        hold(mine);
        for (int i = 1; i <= 12; i++) {
            ledger().keepEventIds(mine, claim(i), ids(NOON.plusSeconds(i), 10, 0), NOON.plus(DAY));
        }
        assertThat(ledger().eventIds(STREAM, shardId, NOON.plusSeconds(10), 1_000))
                .extracting(LandedIds::claimedAt)
                .containsExactly(NOON.plusSeconds(10), NOON.plusSeconds(11), NOON.plusSeconds(12));
        assertThat(ledger().eventIds(STREAM, shardId, NOON, 15))
                .extracting(LandedIds::claimedAt)
                .containsExactly(NOON.plusSeconds(11), NOON.plusSeconds(12));
        assertThat(ledger().eventIds(STREAM, shardId, NOON.plus(DAY), 1_000)).isEmpty();
    }

    @Test
    void aShardHasTheEventIdsOfAllWhoseLanesItTookOver() {
        Lease child = lease(shardId + "-child", "a", 1, shardId, shardId + "-sister");
        Lease grandchild = lease(shardId + "-grandchild", "a", 1, child.shardId());
        hold(mine);
        hold(child);
        hold(grandchild);
        ledger().keepEventIds(mine, claim(1), ids(NOON, 2, 0), NOON.plus(DAY));
        ledger().inherit(child, new Watermarks());
        ledger().keepEventIds(child, claim(1), ids(NOON.plusSeconds(1), 3, 0), NOON.plus(DAY));
        ledger().inherit(grandchild, new Watermarks());
        ledger().keepEventIds(grandchild, claim(1), ids(NOON.plusSeconds(2), 4, 1), NOON.plus(DAY));

        assertThat(ledger().eventIds(STREAM, grandchild.shardId(), NOON, 1_000))
                .extracting(LandedIds::size)
                .containsExactly(2, 3, 5);
        assertThat(ledger().eventIds(STREAM, shardId, NOON, 1_000)).hasSize(1);
    }

    private static LandedIds ids(Instant claimedAt, int rows, int rejects) {
        byte[] some = new byte[(rows + rejects) * EventId.BYTES];
        new Random(rows).nextBytes(some);
        int middle = rows * EventId.BYTES;
        return new LandedIds(claimedAt, Arrays.copyOf(some, middle), Arrays.copyOfRange(some, middle, some.length));
    }

    /** The ids in hexadecimal, rows before rejects. */
    private static List<String> joined(List<LandedIds> parts) {
        StringBuilder rows = new StringBuilder();
        StringBuilder rejects = new StringBuilder();
        parts.forEach(part -> {
            rows.append(HexFormat.of().formatHex(part.rows()));
            rejects.append(HexFormat.of().formatHex(part.rejects()));
        });
        return Stream.of(rows, rejects)
                .map(all -> all.toString().split("(?<=\\G.{32})", -1))
                .map(all -> String.join(" ", Stream.of(all).sorted().toList()))
                .toList();
    }

    @Test
    void aPlanIsKeptUnderItsHash() {
        ledger().keep(PLAN);
        ledger().keep(PLAN);
        assertThat(ledger().plan(PLAN.hash())).isEqualTo(PLAN);
        assertThatThrownBy(() -> ledger().plan("unknown")).isInstanceOf(StreamFailure.class);
    }

    private static Claim claim(int number) {
        return new Claim(number, number + "00", number + "99", 7, 5, DROPPED, "plan", NOON);
    }

    private static LandingResult landed(Watermarks watermarks) {
        return new LandingResult(List.of(new ObjectEntry("landing/json/x", 5, 99, "ab")), watermarks, watermarks, NOON);
    }

    private static Watermarks marks(String sourceShard, int lane, String sequence) {
        Watermarks watermarks = new Watermarks();
        watermarks.raise(sourceShard, lane, sequence);
        return watermarks;
    }
}
