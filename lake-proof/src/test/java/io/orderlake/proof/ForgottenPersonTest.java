package io.orderlake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.lake.LandedLines;
import io.orderlake.proof.lake.LedgerClaim;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject.Erased;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An erasure that the ledger declares is correct; one that it does not declare is a difference. */
class ForgottenPersonTest {

    private final SmallFleet fleet = new SmallFleet();

    @Test
    void aRowThatIsErasedAfterItWasComparedIsNoDifference() {
        int ann = fleet.write("a", 1);
        int bob = fleet.write("b", 2);
        LedgerClaim claim = fleet.land(ann, bob);
        fleet.land(fleet.delete("a"));
        fleet.proven();

        replaceObject(claim, List.of(erased(ann), fleet.line(bob)), new Erased(1, 0));

        assertThat(fleet.proven().differences()).isEmpty();
        assertThat(fleet.through()).isAfter(fleet.changedAt(bob));
        fleet.forgetful();
        assertThat(fleet.proven().differences()).isEmpty();
    }

    @Test
    void aRowThatIsErasedBeforeItIsComparedMeetsItsChange() {
        int ann = fleet.write("a", 1);
        LedgerClaim claim = fleet.land(ann);
        replaceObject(claim, List.of(erased(ann)), new Erased(1, 0));
        fleet.land(fleet.write("b", 2));

        assertThat(fleet.proven().differences()).isEmpty();
        assertThat(fleet.through()).isAfter(fleet.changedAt(ann));
    }

    @Test
    void anErasedRowWithoutAStreamMayDifferFromTheTables() {
        int ann = fleet.write("a", 1);
        LedgerClaim claim = fleet.land(ann);
        replaceObject(claim, List.of(erased(ann)), new Erased(1, 0));
        fleet.land(fleet.write("b", 2));
        fleet.trim(1);

        assertThat(fleet.proven().differences()).isEmpty();
    }

    @Test
    void anErasedRowThatTheLedgerDoesNotDeclareIsFound() {
        int ann = fleet.write("a", 1);
        LedgerClaim claim = fleet.land(ann);
        fleet.proven();

        replaceObject(claim, List.of(erased(ann)), Erased.NONE);

        assertThat(fleet.proven().kinds()).contains("altered");
    }

    @Test
    void moreErasedRowsThanTheLedgerDeclaresAreFound() {
        int ann = fleet.write("a", 1);
        int bob = fleet.write("b", 2);
        LedgerClaim claim = fleet.land(ann, bob);
        fleet.proven();

        replaceObject(claim, List.of(erased(ann), erased(bob)), new Erased(1, 0));

        assertThat(fleet.proven().kinds()).containsExactly("altered");
        assertThat(fleet.differences().get(0).sentence()).contains("2 rows are marked as erased");
    }

    @Test
    void aDeclaredErasureHidesNoOtherRowThatWasAltered() {
        int ann = fleet.write("a", 1);
        int bob = fleet.write("b", 2);
        LedgerClaim claim = fleet.land(ann, bob);
        fleet.proven();

        replaceObject(
                claim,
                List.of(erased(ann), fleet.line(bob).replace("\"quantity\":2", "\"quantity\":9")),
                new Erased(1, 0));

        assertThat(fleet.proven().kinds()).containsExactly("altered");
        assertThat(fleet.differences().get(0).key()).isEqualTo("b");
    }

    @Test
    void whileAnErasureIsUnderWayBothVersionsOfAnObjectAreCorrect() {
        int ann = fleet.write("a", 1);
        LedgerClaim claim = fleet.land(ann);
        fleet.proven();
        LedgerObject before = claim.objects().get(0);
        byte[] after = SmallFleet.bytes(List.of(erased(ann)));
        LedgerObject intended = new LedgerObject(
                before.key(), 1, after.length, LandedLines.sha256(after), new Erased(1, 0), Optional.empty());
        fleet.declare(
                claim,
                List.of(new LedgerObject(
                        before.key(), 1, before.length(), before.sha256(), Erased.NONE, Optional.of(intended))));

        assertThat(fleet.proven().differences()).isEmpty();
        fleet.put(before.key(), after);
        assertThat(fleet.proven().differences()).isEmpty();
        fleet.put(before.key(), SmallFleet.bytes(List.of(erased(ann), erased(ann))));
        assertThat(fleet.proven().kinds()).contains("object_altered");
    }

    @Test
    void rowsThatWereRemovedAreNotMissingAsFarAsTheLedgerDeclaresThem() {
        int ann = fleet.write("a", 1);
        int bob = fleet.write("b", 2);
        LedgerClaim claim = fleet.land(ann, bob);
        fleet.land(fleet.delete("a"));
        fleet.proven();

        replaceObject(claim, List.of(fleet.line(bob)), new Erased(0, 1));
        assertThat(fleet.proven().differences()).isEmpty();

        replaceObject(claim, List.of(), new Erased(0, 1));
        assertThat(fleet.proven().kinds()).contains("missing");
    }

    @Test
    void anErasedRejectStaysAnOutcome() {
        int poison = fleet.write("a", 1);
        LedgerClaim claim = fleet.landLines("errors/transform/x/", ".jsonl", List.of(fleet.reject(poison)));
        fleet.proven();
        String left = fleet.reject(poison)
                .replace("\"cdc_reject_reason\":\"poison\"", "\"cdc_reject_reason\":\"erased\",\"cdc_erased\":true");

        replaceObject(claim, List.of(left), new Erased(1, 0));
        assertThat(fleet.proven().differences()).isEmpty();

        replaceObject(claim, List.of(left), Erased.NONE);
        assertThat(fleet.proven().kinds()).contains("altered");
    }

    private String erased(int change) {
        return fleet.line(change)
                .replaceFirst("\"quantity\":\\d+", "\"quantity\":null")
                .replace("\"cdc_rescued\"", "\"cdc_quality\":[\"erased\"],\"cdc_rescued\"");
    }

    /** Replaces the lines of the claim's object, and declares their checksum and the erasure in the ledger. */
    private void replaceObject(LedgerClaim claim, List<String> lines, Erased declared) {
        byte[] bytes = SmallFleet.bytes(lines);
        String key = SmallFleet.key(claim);
        fleet.put(key, bytes);
        fleet.declare(
                claim,
                List.of(new LedgerObject(
                        key, claim.rows(), bytes.length, LandedLines.sha256(bytes), declared, Optional.empty())));
    }
}
