package io.orderlake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.once.Verdict;
import io.orderlake.proof.state.JournaledChanges.Write;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A single run of the judge where a part of what it compares is empty, slow or cannot be read. */
class OneProofCoverageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CLAIMS = 12;

    private final SmallFleet fleet = new SmallFleet();

    @Test
    void theJournalIsComparedWithAnEmptyLake() {
        fleet.write("a", 1);
        fleet.trim(1);
        fleet.rows.clear();
        fleet.before = state -> state.journal().put("orders", "a", 1, new Write(true, false, null));

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.proven()).isFalse();
        assertThat(kinds(verdict)).containsExactly("missing");
    }

    @Test
    void aGapInAStreamIsNoProof() {
        landed(fleet.write("a", 1));
        fleet.before = state -> state.figure("gaps", 1);

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.proven()).isFalse();
        assertThat(verdict.coverage().source()).isFalse();
        assertThat(verdict.notCompared()).singleElement().asString().contains("1 gaps");
    }

    @Test
    void aTableWithoutSourceShardIsNoProof() {
        landed(fleet.write("a", 1));
        fleet.withTable("parcels");

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.proven()).isFalse();
        assertThat(verdict.coverage().source()).isFalse();
        assertThat(verdict.notCompared()).containsExactly("changes of table parcels: no source shard was read");
    }

    @Test
    void aStreamThatIsSwitchedOffIsProvenOnceItIsReadToItsEnd() {
        landed(fleet.write("a", 1), fleet.write("b", 2));
        fleet.switchedOff = true;

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.notCompared()).isEmpty();
        assertThat(verdict.proven()).isTrue();
    }

    @Test
    void theTimeBeginsWhenTheClaimsHaveBeenRead() {
        for (int i = 0; i < CLAIMS; i++) {
            fleet.land(fleet.write("a" + i, i));
        }
        fleet.claimsAtOnce = 1;
        fleet.timeOfRead = PATIENCE;

        assertThat(fleet.once(PATIENCE).proven()).isTrue();
    }

    @Test
    void theTimeBeginsAnewWithEachClaimThatIsRead() {
        // No row is left in the table: nothing but the claims keeps a round from being completed too early.
        for (int i = 0; i < 2 * CLAIMS; i++) {
            fleet.land(fleet.write("a" + i, i), fleet.delete("a" + i));
        }
        fleet.claimsAtOnce = 1;
        fleet.timeOfRead = PATIENCE;

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.notCompared()).isEmpty();
        assertThat(verdict.proven()).isTrue();
    }

    @Test
    void claimsThatCannotBeComparedAreNeitherMissingNorRead() {
        landed(fleet.write("a", 1));
        fleet.last++;
        landed(fleet.write("b", 2));
        fleet.claims.remove(3L);

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.proven()).isFalse();
        assertThat(verdict.coverage().claims()).isFalse();
        assertThat(verdict.notCompared()).contains("claims: 2 were not compared");
    }

    @Test
    void aRoundThatTakesLongerThanTheWaitIsCompleted() {
        landed(fleet.write("a", 1));
        fleet.rows.put("b", 4);
        fleet.timeOfPage = PATIENCE.multipliedBy(4);

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.coverage().round()).isTrue();
        assertThat(kinds(verdict)).containsExactly("missing");
    }

    @Test
    void withoutARoundNoCountIsZero() {
        landed(fleet.write("a", 1));
        fleet.write("unread", 1);
        fleet.rows.put("b", 4);
        fleet.isBegun = false;

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.proven()).isFalse();
        assertThat(verdict.coverage().covers(Kind.MISSING)).isFalse();
        assertThat(verdict.coverage().covers(Kind.OBJECT_GONE)).isFalse();
        assertThat(verdict.notCompared()).contains("table, bucket and ledger: no round was completed");
    }

    private void landed(int... changes) {
        List<String> lines =
                java.util.Arrays.stream(changes).mapToObj(fleet::line).toList();
        fleet.landBoth(lines, lines);
    }

    private static List<String> kinds(Verdict verdict) {
        return verdict.differences().stream()
                .map(ProofDifference::kind)
                .map(Kind::word)
                .distinct()
                .toList();
    }
}
