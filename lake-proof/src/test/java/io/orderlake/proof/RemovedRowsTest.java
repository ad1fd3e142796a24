package io.orderlake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.lake.LandedLines;
import io.orderlake.proof.lake.LedgerClaim;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject.Erased;
import io.orderlake.proof.once.Verdict;
import io.orderlake.proof.state.ProofDifference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows that an erasure removed are not in the lake, but the stream may still contain their changes. */
class RemovedRowsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SmallFleet fleet = new SmallFleet();

    @Test
    void aRowThatWasRemovedBeforeItWasComparedIsNotMissing() {
        int ann = fleet.write("a", 1);
        int bob = fleet.write("b", 2);
        LedgerClaim both = fleet.land(ann, bob);
        LedgerClaim deleted = fleet.land(fleet.delete("a"));
        fleet.land(fleet.write("b", 3));
        leave(both, 1, bob);
        leave(deleted, 1);

        assertThat(fleet.proven().differences()).isEmpty();
        assertThat(fleet.through()).isAfter(fleet.changedAt(bob));
        Verdict verdict = fleet.once(PATIENCE);
        assertThat(verdict.differences()).isEmpty();
        assertThat(verdict.proven()).isTrue();
        assertThat(verdict.changes()).isEqualTo(4);
    }

    @Test
    void aRowThatWasRemovedWhileTheJudgeWasAwayIsNotMissing() {
        LedgerClaim known = fleet.land(fleet.write("a", 1));
        fleet.proven();
        int ann = fleet.write("a", 2);
        int bob = fleet.write("b", 2);
        LedgerClaim unknown = fleet.land(ann, bob);
        LedgerClaim deleted = fleet.land(fleet.delete("a"));
        fleet.land(fleet.write("b", 3));
        leave(known, 1);
        leave(unknown, 1, bob);
        leave(deleted, 1);

        assertThat(fleet.proven().differences()).isEmpty();
        assertThat(fleet.through()).isAfter(fleet.changedAt(ann));
    }

    @Test
    void aRowThatTheSourceKeepsAlthoughItWasErasedIsNotMissing() {
        int ann = fleet.write("a", 1);
        leave(fleet.land(ann), 1);
        fleet.land(fleet.write("b", 2));

        assertThat(fleet.once(PATIENCE).differences()).isEmpty();
    }

    @Test
    void aRowThatIsWrittenAgainAfterItsErasureIsProven() {
        LedgerClaim erased = fleet.land(fleet.write("a", 1), fleet.delete("a"));
        leave(erased, 2);
        fleet.land(fleet.write("a", 5));

        assertThat(fleet.once(PATIENCE).proven()).isTrue();
        fleet.rows.put("a", 9);
        assertThat(fleet.once(PATIENCE).differences()).isNotEmpty();
    }

    @Test
    void whereMoreRowsAreGoneThanTheLedgerDeclaresTheOthersAreMissing() {
        int ann = fleet.write("a", 1);
        int bob = fleet.write("b", 2);
        int eve = fleet.write("c", 3);
        LedgerClaim claim = fleet.land(ann, bob, eve);
        fleet.land(fleet.write("a", 4), fleet.write("b", 4), fleet.write("c", 4));
        leave(claim, 1, eve);

        assertThat(fleet.proven().kinds()).contains("missing");
        assertThat(fleet.once(PATIENCE).proven()).isFalse();
    }

    @Test
    void aLostChangeOfARowThatTheLakeStillHasIsMissing() {
        int old = fleet.write("a", 1);
        fleet.land(fleet.write("c", 1));
        fleet.write("c", 2);
        int last = fleet.write("c", 3);
        leave(fleet.land(old, last), 1, last);
        fleet.trim(1);
        fleet.rows.remove("a");

        assertThat(fleet.proven().differences())
                .singleElement()
                .extracting(ProofDifference::key)
                .isEqualTo("c");
        assertThat(fleet.once(PATIENCE).proven()).isFalse();
    }

    @Test
    void aRemovalAccountsForNoChangeThatIsYoungerThanItsClaim() {
        LedgerClaim old = fleet.land(fleet.write("a", 1), fleet.write("a", 2));
        leave(old, 2);
        fleet.trim(1);
        fleet.now = fleet.now.plusSeconds(60);
        fleet.write("c", 2);

        assertThat(fleet.once(PATIENCE).awaited()).isOne();
    }

    @Test
    void eachRowThatTheLedgerDeclaresAccountsForOneChangeOnly() {
        LedgerClaim claim = fleet.land(
                IntStream.range(0, 3).map(i -> fleet.write("a" + i, 1)).toArray());
        fleet.write("lost", 1);
        leave(claim, 3);

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.proven()).isFalse();
        assertThat(verdict.awaited()).isOne();
    }

    @Test
    void aChangeThatLandsAfterItWasTakenForAnErasedOneIsProven() {
        LedgerClaim old = fleet.land(fleet.write("a", 1));
        int late = fleet.write("c", 2);
        leave(old, 1);
        fleet.trim(1);
        fleet.rows.remove("a");
        fleet.proven();

        fleet.land(late);

        assertThat(fleet.proven().differences()).isEmpty();
        assertThat(fleet.store().erased().count()).isZero();
    }

    @Test
    void anErasureThatHasReachedOneOfTwoFormatsIsNoDifference() {
        int ann = fleet.write("a", 1);
        int bob = fleet.write("b", 2);
        List<String> lines = List.of(fleet.line(ann), fleet.line(bob));
        LedgerClaim claim = fleet.landBoth(lines, lines);
        leave(claim, 1, bob);

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.differences()).isEmpty();
        assertThat(verdict.awaited()).isZero();
    }

    /** Leaves some rows in the claim's first object, and declares how many were removed. */
    private void leave(LedgerClaim claim, long removed, int... changes) {
        byte[] bytes =
                SmallFleet.bytes(IntStream.of(changes).mapToObj(fleet::line).toList());
        LedgerObject before = claim.objects().get(0);
        fleet.put(before.key(), bytes);
        List<LedgerObject> objects = new ArrayList<>(claim.objects());
        objects.set(
                0,
                new LedgerObject(
                        before.key(),
                        before.rows(),
                        bytes.length,
                        LandedLines.sha256(bytes),
                        new Erased(0, removed),
                        Optional.empty()));
        fleet.declare(claim, objects);
    }
}
