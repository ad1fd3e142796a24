package io.orderlake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.lake.LandedLines;
import io.orderlake.proof.lake.LedgerClaim;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProofProcessorTest {

    private final SmallFleet fleet = new SmallFleet();

    @Test
    void whatAgreesIsProvenUpToTheLastEmptyReadLessTheStreamsDelay() {
        fleet.land(fleet.write("a", 1), fleet.write("b", 2));
        fleet.land(fleet.write("a", 3), fleet.delete("b"));

        fleet.proven();

        assertThat(fleet.differences()).isEmpty();
        assertThat(fleet.through()).isEqualTo(fleet.instant().minus(Duration.ofSeconds(1)));
    }

    @Test
    void nothingIsProvenBeforeTheFirstRoundIsComplete() {
        assertThat(fleet.through()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void aChangeUnderWayIsNoDifferenceAndDelaysTheProof() {
        fleet.land(fleet.write("a", 1));
        int late = fleet.write("b", 2);

        fleet.proven();

        assertThat(fleet.differences()).isEmpty();
        assertThat(fleet.through()).isEqualTo(fleet.changedAt(late).minusMillis(1));
        fleet.land(late);
        assertThat(fleet.proven().through()).isAfter(fleet.changedAt(late));
    }

    @Test
    void aChangeThatItsLaneHasGonePastIsMissing() {
        int lost = fleet.write("a", 1);
        fleet.land(fleet.write("a", 2));

        fleet.proven();

        assertThat(fleet.kinds()).containsExactly("missing");
        assertThat(fleet.differences().get(0).eventId()).isEqualTo("event-" + lost);
        assertThat(fleet.through()).isEqualTo(fleet.changedAt(lost).minusMillis(1));
    }

    @Test
    void aChangeBehindALaterOneOfItsLaneIsOutOfOrder() {
        int first = fleet.write("a", 1);
        int second = fleet.write("a", 2);
        fleet.land(second);
        fleet.land(first);

        assertThat(fleet.proven().kinds()).containsExactly("out_of_order");
    }

    @Test
    void aChangeInTwoObjectsIsDuplicated() {
        int change = fleet.write("a", 1);
        fleet.land(change);
        fleet.land(change);

        assertThat(fleet.proven().kinds()).containsExactly("duplicated");
        assertThat(fleet.through()).isEqualTo(fleet.changedAt(change).minusMillis(1));
    }

    @Test
    void aRowWithOtherValuesIsAltered() {
        int change = fleet.write("a", 1);
        LedgerClaim claim = fleet.landLines(
                "landing/json/orders/x/",
                ".json",
                List.of(fleet.line(change).replace("\"quantity\":1", "\"quantity\":9")));

        assertThat(fleet.proven().kinds()).containsExactly("altered");

        fleet.put(SmallFleet.key(claim), SmallFleet.bytes(List.of(fleet.line(change))));
        // The row is repaired, but its claim still has another checksum.
        assertThat(fleet.proven().kinds()).containsExactly("object_altered");
    }

    @Test
    void aRowWithAnOlderVersionsValuesIsStale() {
        int first = fleet.write("a", 1);
        int second = fleet.write("a", 2);
        fleet.land(first);
        fleet.landLines(
                "landing/json/orders/x/",
                ".json",
                List.of(fleet.line(second).replace("\"quantity\":2", "\"quantity\":1")));

        assertThat(fleet.proven().kinds()).containsExactly("stale");
    }

    @Test
    void aRowThatTheSourceNeverReportedIsExtra() {
        int change = fleet.write("a", 1);
        fleet.land(change);
        fleet.landLines(
                "landing/json/orders/x/", ".json", List.of(fleet.line(change).replace("event-0", "forged")));

        assertThat(fleet.proven().kinds()).containsExactly("extra");
    }

    @Test
    void aRowAtAnotherPositionIsAltered() {
        int change = fleet.write("a", 1);
        fleet.landLines(
                "landing/json/orders/x/",
                ".json",
                List.of(fleet.line(change).replace("\"cdc_op\":\"U\"", "\"cdc_op\":\"D\"")));

        assertThat(fleet.proven().kinds()).containsExactly("altered");
    }

    @Test
    void anObjectThatIsGoneIsFoundAndForgottenWhenItIsBack() {
        int change = fleet.write("a", 1);
        LedgerClaim claim = fleet.land(change);
        fleet.land(fleet.write("b", 2));
        fleet.proven();
        byte[] bytes = Objects.requireNonNull(fleet.objects.remove(SmallFleet.key(claim)));

        assertThat(fleet.proven().kinds()).containsExactly("object_gone");
        assertThat(fleet.through()).isEqualTo(fleet.changedAt(change).minusMillis(1));

        fleet.put(SmallFleet.key(claim), bytes);
        assertThat(fleet.proven().differences()).isEmpty();
        assertThat(fleet.through()).isEqualTo(fleet.instant().minus(Duration.ofSeconds(1)));
    }

    @Test
    void anObjectThatWasGoneAtFirstSightIsWholeWhenItComes() {
        int first = fleet.write("a", 1);
        LedgerClaim claim = fleet.land(first);
        byte[] bytes = Objects.requireNonNull(fleet.objects.remove(SmallFleet.key(claim)));
        fleet.land(fleet.write("a", 2));

        assertThat(fleet.proven().kinds()).containsExactlyInAnyOrder("object_gone", "missing");

        fleet.put(SmallFleet.key(claim), bytes);
        assertThat(fleet.proven().differences()).isEmpty();
    }

    @Test
    void anObjectThatNoClaimNamesIsFoundWhateverItsName() {
        fleet.land(fleet.write("a", 1));
        fleet.put("landing/json/orders/x/other.json", SmallFleet.bytes(List.of()));
        fleet.put("landing/json/orders/x/order-events-shardId-0-0000000099.json", SmallFleet.bytes(List.of()));

        assertThat(fleet.proven().kinds()).containsExactly("object_unclaimed", "object_unclaimed");
    }

    @Test
    void aClaimThatChangesAppearsOrGoesIsForged() {
        LedgerClaim claim = fleet.land(fleet.write("a", 1));
        fleet.proven();

        fleet.claims.put(1L, fleet.claim(1, 5, claim.objects()));
        assertThat(fleet.proven().kinds()).contains("claim_forged");
        fleet.claims.put(1L, claim);
        assertThat(fleet.proven().differences()).isEmpty();

        fleet.claims.put(7L, fleet.claim(7, 1, List.of()));
        assertThat(fleet.proven().kinds()).containsExactly("claim_forged");
        fleet.claims.remove(7L);
        assertThat(fleet.proven().differences()).isEmpty();

        fleet.claims.remove(1L);
        assertThat(fleet.proven().kinds()).containsExactly("claim_forged");
        fleet.claims.put(1L, claim);
        assertThat(fleet.proven().differences()).isEmpty();
    }

    @Test
    void aChecksumForgedToFitDoesNotHideTheRow() {
        int change = fleet.write("a", 1);
        LedgerClaim claim = fleet.land(change);
        fleet.proven();
        byte[] forged = SmallFleet.bytes(List.of(fleet.line(change).replace("\"quantity\":1", "\"quantity\":9")));
        fleet.put(SmallFleet.key(claim), forged);
        fleet.claims.put(
                1L,
                fleet.claim(
                        1,
                        1,
                        List.of(new LedgerObject(
                                SmallFleet.key(claim), 1, forged.length, LandedLines.sha256(forged)))));

        assertThat(fleet.proven().kinds()).containsExactlyInAnyOrder("altered", "claim_forged");
    }

    @Test
    void aTableThatChangedWithoutTheLakeIsStale() {
        int change = fleet.write("a", 1);
        fleet.land(change);
        fleet.proven();
        fleet.rows.put("a", 9);

        assertThat(fleet.proven().kinds()).containsExactly("stale");
        assertThat(fleet.through()).isEqualTo(fleet.changedAt(change).minusMillis(1));

        fleet.rows.put("a", 1);
        assertThat(fleet.proven().differences()).isEmpty();
    }

    @Test
    void aRowThatOnlyOneSideHasIsMissingOrExtra() {
        fleet.land(fleet.write("a", 1));
        fleet.proven();
        fleet.rows.remove("a");
        assertThat(fleet.proven().kinds()).containsExactly("extra");
        fleet.rows.put("a", 1);
        fleet.rows.put("b", 2);

        assertThat(fleet.proven().kinds()).containsExactly("missing");
    }

    @Test
    void aRejectIsAnOutcomeAndLandsOnceWhenItIsRedriven() {
        int change = fleet.write("a", 1);
        fleet.landLines("errors/transform/x/", ".jsonl", List.of(fleet.reject(change)));

        assertThat(fleet.proven().differences()).isEmpty();
        assertThat(fleet.store().rejects().count()).isOne();
        assertThat(fleet.through()).isAfter(fleet.changedAt(change));

        fleet.landLines("landing/json/orders/x/", ".json", List.of(fleet.redriven(change)));
        assertThat(fleet.proven().differences()).isEmpty();
        assertThat(fleet.store().rejects().count()).isZero();

        fleet.landLines("landing/json/orders/x/", ".json", List.of(fleet.redriven(change)));
        assertThat(fleet.proven().kinds()).containsExactly("duplicated");
    }

    @Test
    void whatPassesNoFilterIsNotExpected() {
        SmallFleet filtering = new SmallFleet(List.of("{}"), SmallFleet.Witness.SOURCE);
        filtering.land(filtering.write("a", 1));
        filtering.filtered.add("event-" + filtering.write("a", 2));

        assertThat(filtering.proven().differences()).isEmpty();
        assertThat(filtering.through()).isEqualTo(filtering.instant().minus(Duration.ofSeconds(1)));
    }
}
