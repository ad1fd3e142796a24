package io.orderlake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.lake.LedgerClaim;
import io.orderlake.proof.once.Verdict;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows whose changes the source's stream no longer contains. */
class UnwitnessedRowsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SmallFleet fleet = new SmallFleet();

    UnwitnessedRowsTest() {
        fleet.formats = "\"json\",\"parquet\"";
    }

    @Test
    void aRowWithOtherValuesInAnotherFormatIsAltered() {
        landedUnlike();

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.proven()).isFalse();
        assertThat(verdict.differences())
                .filteredOn(one -> one.kind() == Kind.ALTERED)
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.key()).isEqualTo("a");
                    assertThat(one.object()).contains("parquet");
                });
    }

    @Test
    void aRowWithOtherValuesInAnotherFormatIsCorrectOnceItIsRepaired() {
        LedgerClaim claim = landedUnlike();
        fleet.once(PATIENCE);
        String key = claim.objects().get(1).key();

        fleet.put(key, SmallFleet.bytes(List.of(fleet.line(0))));

        // The claim still has another checksum.
        assertThat(fleet.proven().kinds()).containsExactly("object_altered");
        assertThat(fleet.store().rows().find("orders", "a")).isPresent();
    }

    @Test
    void aChangeInTwoClaimsIsDuplicated() {
        int change = fleet.write("a", 1);
        landed(change);
        landed(change);
        landed(fleet.write("b", 2));
        fleet.trim(1);

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.proven()).isFalse();
        assertThat(verdict.differences())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.kind()).isEqualTo(Kind.DUPLICATED));
        assertThat(verdict.differences())
                .extracting(ProofDifference::claim)
                .allSatisfy(claim -> assertThat(claim).endsWith("2"));
        assertThat(fleet.proven().kinds()).containsOnly("duplicated");
    }

    @Test
    void aChangeInOneClaimIsCorrectHoweverOftenItIsCompared() {
        int change = fleet.write("a", 1);
        String key = landed(change).objects().get(0).key();
        landed(fleet.write("b", 2));
        fleet.trim(1);
        assertThat(fleet.once(PATIENCE).proven()).isTrue();

        fleet.put(key, SmallFleet.bytes(List.of(fleet.line(change))));

        assertThat(fleet.proven().kinds()).isEmpty();
    }

    @Test
    void theRowOfAnOpenRejectIsNotMissing() {
        int change = fleet.write("a", 1);
        fleet.landLines("errors/transform/x/", ".jsonl", List.of(rejectWithKey(change)));
        landed(fleet.write("b", 2));
        fleet.trim(1);

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.differences()).isEmpty();
        assertThat(verdict.rejected()).isOne();
    }

    @Test
    void theRowOfAnOpenRejectIsComparedAgainAfterALaterChange() {
        int change = fleet.write("a", 1);
        fleet.landLines("errors/transform/x/", ".jsonl", List.of(rejectWithKey(change)));
        landed(fleet.write("a", 2));
        fleet.trim(1);
        fleet.rows.put("a", 9);

        assertThat(fleet.once(PATIENCE).differences())
                .extracting(ProofDifference::kind)
                .containsExactly(Kind.STALE);
    }

    @Test
    void theRowOfARejectIsComparedAgainAfterItsRedrive() {
        int change = fleet.write("a", 1);
        fleet.landLines("errors/transform/x/", ".jsonl", List.of(rejectWithKey(change)));
        landed(fleet.write("b", 2));
        String redriven = fleet.redriven(change);
        fleet.landBoth(List.of(redriven), List.of(redriven));
        fleet.trim(1);

        Verdict verdict = fleet.once(PATIENCE);

        assertThat(verdict.differences()).isEmpty();
        assertThat(verdict.rejected()).isZero();
        fleet.rows.put("a", 9);
        assertThat(fleet.proven().kinds()).containsExactly("stale");
    }

    private String rejectWithKey(int change) {
        return fleet.reject(change)
                .replace("\"cdc_table\"", "\"cdc_key\":\"{\\\"order_id\\\":\\\"a\\\"}\",\"cdc_table\"");
    }

    private LedgerClaim landedUnlike() {
        int change = fleet.write("a", 1);
        String other = fleet.line(change).replace("\"quantity\":1", "\"quantity\":9");
        LedgerClaim claim = fleet.landBoth(List.of(fleet.line(change)), List.of(other));
        landed(fleet.write("b", 2));
        fleet.trim(1);
        return claim;
    }

    private LedgerClaim landed(int change) {
        List<String> lines = List.of(fleet.line(change));
        return fleet.landBoth(lines, lines);
    }
}
