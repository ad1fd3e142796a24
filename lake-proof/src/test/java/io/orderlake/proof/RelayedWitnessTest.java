package io.orderlake.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.proof.SmallFleet.Witness;
import io.orderlake.proof.state.Expected;
import io.orderlake.proof.state.ProofStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayedWitnessTest {

    /** A turn takes a second: one turn reads the relay's lease, the next one reads the stream past it. */
    private static final Duration BEHIND = Duration.ofMillis(2001);

    private final SmallFleet fleet = new SmallFleet(List.of(), Witness.RELAYED);

    @Test
    void expectsTheChangesThatTheSourceItselfReports() {
        SmallFleet bySource = new SmallFleet();
        for (SmallFleet one : List.of(bySource, fleet)) {
            one.relay(one.write("a", 1));
            one.relay(one.write("b", 2));
            one.relay(one.delete("a"));
            one.proven();
        }

        assertThat(expectations(fleet)).hasSize(3).isEqualTo(expectations(bySource));
    }

    @Test
    void whatAgreesIsProvenUpToWhatTheRelayHasProvenLessTheStreamsDelay() {
        landed("a", 1);
        landed("b", 2);

        fleet.proven();

        assertThat(fleet.differences()).isEmpty();
        assertThat(fleet.through()).isEqualTo(fleet.instant().minus(BEHIND));
    }

    @Test
    void idleShardsGoOnOnlyAsFarAsTheRelayItselfIs() {
        landed("a", 1);
        fleet.relayProven = fleet.instant().plusSeconds(5);
        fleet.proven();
        Instant held = fleet.relayProven.minusMillis(1001);

        assertThat(fleet.through()).isEqualTo(held);
        assertThat(fleet.proven().through()).isEqualTo(held);
        fleet.relayProven = Instant.MAX;
        assertThat(fleet.proven().through()).isEqualTo(fleet.instant().minus(BEHIND));
    }

    @Test
    void aChangeUnderWayBehindTheRelayHoldsTheProof() {
        int late = fleet.relay(fleet.write("a", 1));

        assertThat(fleet.proven().through()).isEqualTo(fleet.changedAt(late).minusMillis(1));
        fleet.land(late);
        assertThat(fleet.proven().through()).isAfter(fleet.changedAt(late));
    }

    @Test
    void whatTheRelaySendsAgainIsExpectedOnce() {
        int first = landed("a", 1);
        int second = landed("a", 2);
        fleet.proven();
        fleet.relay(first);
        fleet.relay(second);
        landed("a", 3);

        assertThat(fleet.proven().differences()).isEmpty();
        assertThat(fleet.store().expectations().count()).isZero();
    }

    @Test
    void redrivenAndForeignRecordsAreNoExpectations() {
        int change = fleet.relay(fleet.write("a", 1));
        fleet.landLines("errors/transform/x/", ".jsonl", List.of(fleet.reject(change)));
        fleet.proven();
        fleet.redrive(change);
        fleet.foreign(change);
        fleet.orderChanges.put("no JSON");
        fleet.landLines("landing/json/orders/x/", ".json", List.of(fleet.redriven(change)));

        assertThat(fleet.proven().differences()).isEmpty();
        assertThat(fleet.store().expectations().count()).isZero();
        assertThat(fleet.store().rejects().count()).isZero();
        assertThat(fleet.store().figure("left_out")).isEqualTo(2);
    }

    @Test
    void aChangeThatTheRelaySetAsideIsReadFromItsOriginal() {
        int change = fleet.setAside(fleet.write("a", 1));
        fleet.landLines("errors/relay/x/", ".jsonl", List.of(fleet.reject(change)));

        assertThat(fleet.proven().differences()).isEmpty();
        assertThat(fleet.store().rejects().count()).isOne();
        fleet.landLines("landing/json/orders/x/", ".json", List.of(fleet.redriven(change)));
        assertThat(fleet.proven().differences()).isEmpty();
        assertThat(fleet.store().rejects().count()).isZero();
    }

    @Test
    void aShardIsReadAfterItsParent() {
        for (int i = 0; i < 10; i++) {
            if (i > 7) {
                fleet.orderChanges.follow();
            }
            fleet.relay(fleet.write("a", i));
        }
        // If the child were read first, all changes of its parent would count as repeats.
        assertThat(fleet.proven().store().expectations().count()).isEqualTo(10);

        fleet.land(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(fleet.proven().differences()).isEmpty();
        assertThat(fleet.store().expectations().count()).isZero();
        assertThat(fleet.through()).isEqualTo(fleet.instant().minus(BEHIND));
    }

    @Test
    void aShardThatIsFollowedWhileItIsReadHidesNothing() {
        landed("a", 1);
        fleet.proven();
        fleet.orderChanges.follow();
        int awaited = fleet.relay(fleet.write("a", 2));

        assertThat(fleet.proven().through()).isEqualTo(fleet.changedAt(awaited).minusMillis(1));
    }

    @Test
    void aRowThatNeverPassedTheRelayIsExtra() {
        landed("a", 1);
        fleet.land(fleet.write("a", 2));

        assertThat(fleet.proven().kinds()).containsExactlyInAnyOrder("extra", "stale");
    }

    @Test
    void aChangeThatTheRelayLostIsFoundByTheFold() {
        landed("a", 1);
        fleet.write("a", 2);

        assertThat(fleet.proven().kinds()).containsExactly("stale");
    }

    @Test
    void aChangeThatWasLostBehindTheRelayIsMissing() {
        fleet.relay(fleet.write("a", 1));
        landed("a", 2);

        assertThat(fleet.proven().kinds()).containsExactly("missing");
    }

    @Test
    void goesOnAfterARestart() {
        landed("a", 1);
        fleet.proven();
        fleet.restarted();
        landed("a", 2);

        assertThat(fleet.proven().differences()).isEmpty();
        assertThat(fleet.store().figure("gaps")).isZero();
    }

    @Test
    void whatRetentionTookBeforeItWasReadHasNoWitnessButTheFold() {
        landed("a", 1);
        fleet.proven();
        landed("a", 2);
        fleet.orderChanges.trim();
        fleet.restarted();
        landed("a", 3);

        assertThat(fleet.proven().differences()).isEmpty();
        assertThat(fleet.store().figure("gaps")).isOne();
    }

    @Test
    void aStateThatTheOtherWitnessMadeIsRefused() {
        ProofStore store = ProofStore.inMemory();
        store.useSourceWitness();

        assertThatThrownBy(store::useRelayedWitness)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected witness relayed but was source. Remove its file");
    }

    private int landed(String id, int quantity) {
        int change = fleet.relay(fleet.write(id, quantity));
        fleet.land(change);
        return change;
    }

    private static List<Expected> expectations(SmallFleet of) {
        return of.store()
                .expectations()
                .oldest(of.store().shards().find(SmallFleet.SHARD).orElseThrow(), 100);
    }
}
