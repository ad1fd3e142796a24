package io.orderlake.stream.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.stream.Lease;
import io.orderlake.stream.Shard;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeasePlanTest {

    private static final Duration LEASE = Duration.ofSeconds(6);

    @Test
    void addsShardsWithoutALeaseAndKeepsOnlyParentsThatSomebodyKnows() {
        List<Shard> shards = List.of(
                new Shard("s1", Set.of("trimmed")), new Shard("s2", Set.of("s1")), new Shard("s3", Set.of("s0")));

        LeasePlan plan = plan(shards, List.of(lease("s0", null, true)), Map.of(), Set.of("a"), Set.of());

        assertThat(plan.add())
                .containsExactly(
                        new Shard("s1", Set.of()), new Shard("s2", Set.of("s1")), new Shard("s3", Set.of("s0")));
    }

    @Test
    void aChildWaitsForAParentThatTheStreamKnowsAndTheLeaseTableDoesNot() {
        Lease child = new Lease("stream", "s1", Set.of("s0"), null, 0, 0, null, false, null);

        assertThat(plan(shards("s0", "s1"), List.of(child), Map.of(), Set.of("a"), Set.of())
                        .take())
                .isEmpty();
        assertThat(plan(shards("s1"), List.of(child), Map.of(), Set.of("a"), Set.of())
                        .take())
                .containsExactly(child);
    }

    @Test
    void leavesLeasesOfOthersAloneUntilTheyExpire() {
        List<Lease> leases = List.of(lease("s0", "b", false));

        assertThat(plan(shards("s0"), leases, Map.of("s0", LEASE.minusMillis(1)), Set.of("a"), Set.of())
                        .take())
                .isEmpty();
        assertThat(plan(shards("s0"), leases, Map.of("s0", LEASE), Set.of("a"), Set.of())
                        .take())
                .containsExactlyElementsOf(leases);
    }

    @Test
    void takesAgainWhatAnEarlierLifeOfThisInstanceHeld() {
        List<Lease> leases = List.of(lease("s0", "a", false));

        assertThat(plan(shards("s0"), leases, Map.of(), Set.of("a"), Set.of()).take())
                .containsExactlyElementsOf(leases);
        assertThat(plan(shards("s0"), leases, Map.of(), Set.of("a"), Set.of("s0"))
                        .take())
                .isEmpty();
    }

    @Test
    void takesAboveItsShareOnlyWhatEverybodyLeftLyingAndOneAtATime() {
        List<Lease> leases = List.of(
                lease("s0", "a", false), lease("s1", null, false), lease("s2", null, false), lease("s3", "a", false));
        Map<String, Duration> idle = Map.of("s1", LEASE.multipliedBy(2), "s2", LEASE.multipliedBy(2));
        Set<String> live = Set.of("a", "b");

        assertThat(plan(shards("s0", "s1", "s2", "s3"), leases, Map.of(), live, Set.of("s0", "s3"))
                        .take())
                .isEmpty();
        assertThat(plan(shards("s0", "s1", "s2", "s3"), leases, idle, live, Set.of("s0", "s3"))
                        .take())
                .hasSize(1);
    }

    @Test
    void releasesOneAtATime() {
        List<Lease> leases = List.of(lease("s0", "a", false), lease("s1", "a", false), lease("s2", "a", false));
        LeaseView view =
                view(shards("s0", "s1", "s2"), leases, Map.of(), Set.of("a", "b", "c"), Set.of("s0", "s1", "s2"));

        Lease released = LeasePlan.of(view).release().orElseThrow();

        LeaseView meanwhile = new LeaseView(
                view.me(),
                view.shards(),
                view.leases(),
                view.idle(),
                view.live(),
                view.running(),
                Set.of(released.shardId()),
                LEASE);
        assertThat(LeasePlan.of(meanwhile).release()).isEmpty();
    }

    @Test
    void aLeaseWhoseShardIsGoneUnfinishedHasVanished() {
        List<Lease> leases = List.of(lease("s0", null, false), lease("s1", null, true));

        LeasePlan plan = plan(shards("s2"), leases, Map.of(), Set.of("a"), Set.of());

        assertThat(plan.vanished()).containsExactly(lease("s0", null, false));
        assertThat(plan.take()).isEmpty();
    }

    private static LeasePlan plan(
            List<Shard> shards, List<Lease> leases, Map<String, Duration> idle, Set<String> live, Set<String> running) {
        return LeasePlan.of(view(shards, leases, idle, live, running));
    }

    private static LeaseView view(
            List<Shard> shards, List<Lease> leases, Map<String, Duration> idle, Set<String> live, Set<String> running) {
        return new LeaseView("a", shards, leases, idle, live, running, Set.of(), LEASE);
    }

    private static List<Shard> shards(String... ids) {
        return List.of(ids).stream().map(id -> new Shard(id, Set.of())).toList();
    }

    private static Lease lease(String shardId, @Nullable String owner, boolean finished) {
        return new Lease("stream", shardId, Set.of(), owner, 0, 0, null, finished, null);
    }
}
