package io.orderlake.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.stream.Leases.Beat;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every lease table keeps. */
public abstract class LeasesContract {

    /** An empty lease table; the same one throughout a test. */
    protected abstract Leases leases();

    @Test
    void anAddedLeaseIsFreeAndNamesItsParents() {
        leases().add(new Shard("s2", Set.of("s0", "s1")));

        assertThat(leases().all())
                .containsExactly(new Lease(stream(), "s2", Set.of("s0", "s1"), null, 0, 0, null, false, null));
    }

    @Test
    void addingAgainLeavesTheLeaseAlone() {
        Lease taken = taken("s0", "a");

        leases().add(new Shard("s0", Set.of("other")));

        assertThat(leases().all()).containsExactly(taken);
    }

    @Test
    void takingGrowsEpochAndCounter() {
        assertThat(taken("s0", "a")).isEqualTo(new Lease(stream(), "s0", Set.of(), "a", 1, 1, null, false, null));
    }

    @Test
    void onlyOneOfTwoTakesTheSameLease() {
        Lease seen = added("s0");

        assertThat(leases().take(seen, "a")).isPresent();
        assertThat(leases().take(seen, "b")).isEmpty();
    }

    @Test
    void aLeaseThatWasRenewedMeanwhileIsNotTaken() {
        Lease seen = taken("s0", "a");
        assertThat(leases().renew(seen)).isPresent();

        assertThat(leases().take(seen, "b")).isEmpty();
    }

    @Test
    void aLeaseThatStoodStillIsTakenFromItsOwner() {
        Lease seen = taken("s0", "a");

        assertThat(leases().take(seen, "b"))
                .contains(new Lease(stream(), "s0", Set.of(), "b", 2, 2, null, false, null));
    }

    @Test
    void renewingGrowsTheCounterOnlyAndMayBeRepeated() {
        Lease held = taken("s0", "a");

        assertThat(leases().renew(held)).isPresent();
        assertThat(leases().renew(held)).contains(new Lease(stream(), "s0", Set.of(), "a", 1, 3, null, false, null));
    }

    @Test
    void aFormerOwnerChangesNothing() {
        Lease former = taken("s0", "a");
        Lease now = leases().take(former, "b").orElseThrow();

        assertThat(leases().renew(former)).isEmpty();
        assertThat(leases().checkpoint(former, "7", true)).isEmpty();
        leases().release(former);

        assertThat(leases().all()).containsExactly(now);
    }

    @Test
    void anOwnerOfAnEarlierEpochIsAFormerOwner() {
        Lease former = taken("s0", "a");
        Lease now = leases().take(former, "a").orElseThrow();

        assertThat(leases().checkpoint(former, "7", false)).isEmpty();
        assertThat(leases().all()).containsExactly(now);
    }

    @Test
    void aCheckpointMovesInSpiteOfARenewal() {
        Lease held = taken("s0", "a");
        assertThat(leases().renew(held)).isPresent();

        assertThat(leases().checkpoint(held, "7", false))
                .contains(new Lease(stream(), "s0", Set.of(), "a", 1, 2, "7", false, null));
    }

    @Test
    void finishingWithoutASequenceKeepsTheCheckpoint() {
        Lease held = leases().checkpoint(taken("s0", "a"), "7", false).orElseThrow();

        assertThat(leases().checkpoint(held, null, true))
                .contains(new Lease(stream(), "s0", Set.of(), "a", 1, 1, "7", true, null));
    }

    @Test
    void aFinishedLeaseIsNotTaken() {
        Lease finished = leases().checkpoint(taken("s0", "a"), "7", true).orElseThrow();

        assertThat(leases().take(finished, "b")).isEmpty();
    }

    @Test
    void aReleasedLeaseIsFreeAndKeepsItsCheckpoint() {
        Lease held = leases().checkpoint(taken("s0", "a"), "7", false).orElseThrow();

        leases().release(held);

        Lease free = new Lease(stream(), "s0", Set.of(), null, 1, 1, "7", false, null);
        assertThat(leases().all()).containsExactly(free);
        assertThat(leases().take(free, "b")).contains(new Lease(stream(), "s0", Set.of(), "b", 2, 2, "7", false, null));
    }

    @Test
    void whatIsProvenIsKeptByRenewalsAndCheckpointsAndByTheNextOwner() {
        Instant noon = Instant.parse("2026-11-20T12:00:00Z");
        Lease held = taken("s0", "a");

        assertThat(leases().renew(held.proven(noon)).orElseThrow().provenAt()).isEqualTo(noon);
        assertThat(leases().checkpoint(held.proven(noon.plusSeconds(1)), "7", false)
                        .orElseThrow()
                        .provenAt())
                .isEqualTo(noon.plusSeconds(1));
        leases().release(held);

        Lease free = leases().all().get(0);
        assertThat(leases().take(free, "b").orElseThrow().provenAt()).isEqualTo(noon.plusSeconds(1));
    }

    @Test
    void beatsGrowUntilAnInstanceLeaves() {
        leases().beat("a");
        leases().beat("b");
        leases().beat("a");
        assertThat(leases().beats()).containsExactlyInAnyOrder(new Beat("a", 2), new Beat("b", 1));

        leases().leave("a");

        assertThat(leases().beats()).containsExactly(new Beat("b", 1));
        assertThat(leases().all()).isEmpty();
    }

    protected String stream() {
        return "order-changes";
    }

    private Lease added(String shardId) {
        leases().add(new Shard(shardId, Set.of()));
        return leases().all().stream()
                .filter(lease -> lease.shardId().equals(shardId))
                .findFirst()
                .orElseThrow();
    }

    private Lease taken(String shardId, String owner) {
        return leases().take(added(shardId), owner).orElseThrow();
    }
}
