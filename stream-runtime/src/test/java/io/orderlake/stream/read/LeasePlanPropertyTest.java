package io.orderlake.stream.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.stream.Lease;
import io.orderlake.stream.Shard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Instances that follow their plans over any lineage of shards, from any owners dead or alive. */
class LeasePlanPropertyTest {

    private static final Duration LEASE = Duration.ofSeconds(6);

    @Property(tries = 500)
    void followedByAllThePlansAreSafeAndReachFairShares(
            @ForAll @IntRange(min = 1, max = 14) int shards,
            @ForAll @IntRange(min = 1, max = 5) int instances,
            @ForAll long seed) {
        Fleet fleet = new Fleet(shards, instances, new Random(seed));

        for (int round = 0; round < 2 * shards + 2; round++) {
            fleet.round();
        }

        fleet.isBalanced();
        Map<String, Set<String>> held = fleet.held();
        fleet.round();
        assertThat(fleet.held()).as("once balanced, nothing moves").isEqualTo(held);
    }

    private static final class Fleet {
        final MemoryLeases table = new MemoryLeases("stream");
        final List<Shard> shards = new ArrayList<>();
        final Map<String, Set<String>> running = new HashMap<>();
        final Random random;

        Fleet(int shards, int instances, Random random) {
            this.random = random;
            for (int instance = 0; instance < instances; instance++) {
                running.put("i" + instance, new HashSet<>());
            }
            for (int number = 0; number < shards; number++) {
                this.shards.add(shard(number));
            }
            this.shards.forEach(this::begin);
        }

        private Shard shard(int number) {
            Set<String> parents = new HashSet<>();
            for (int times = random.nextInt(3); times > 0 && number > 0; times--) {
                parents.add("s" + random.nextInt(number));
            }
            return new Shard("s" + number, parents);
        }

        // Free, held by an instance, left by a dead one, or finished.
        private void begin(Shard shard) {
            int state = random.nextInt(4);
            if (state == 0 || !parentsFinished(shard)) {
                return;
            }
            String owner = state == 1 ? "dead" : "i" + random.nextInt(running.size());
            table.add(shard);
            Lease taken = table.take(lease(shard.id()), owner).orElseThrow();
            if (state == 3) {
                assertThat(table.checkpoint(taken, "1", true)).isPresent();
            } else if (state == 2) {
                runningBy(owner).add(shard.id());
            }
        }

        void round() {
            running.keySet().forEach(this::follow);
        }

        private void follow(String me) {
            Set<String> mine = runningBy(me);
            LeaseView view = view(me);
            LeasePlan plan = LeasePlan.of(view);
            plan.add().forEach(table::add);
            for (Lease lease : plan.take()) {
                assertThat(parentsFinished(shard(lease)))
                        .as("parents of " + lease)
                        .isTrue();
                assertThat(table.take(lease, me)).isPresent();
                mine.add(lease.shardId());
            }
            plan.release().ifPresent(lease -> {
                assertThat(mine).contains(lease.shardId());
                table.release(lease);
                mine.remove(lease.shardId());
                assertThat(mine.size()).isGreaterThanOrEqualTo(share());
            });
        }

        private LeaseView view(String me) {
            Map<String, Duration> idle = table.all().stream()
                    .collect(Collectors.toMap(
                            Lease::shardId, lease -> "dead".equals(lease.owner()) ? LEASE : Duration.ZERO));
            return new LeaseView(me, shards, table.all(), idle, running.keySet(), runningBy(me), Set.of(), LEASE);
        }

        void isBalanced() {
            Set<String> all = new HashSet<>();
            held().forEach((instance, held) -> {
                assertThat(held).as(instance).hasSizeLessThanOrEqualTo(share());
                held.forEach(
                        id -> assertThat(all.add(id)).as("only one reads " + id).isTrue());
            });
            assertThat(all).isEqualTo(workable());
        }

        Map<String, Set<String>> held() {
            return running.keySet().stream()
                    .collect(Collectors.toMap(name -> name, name -> Set.copyOf(runningBy(name))));
        }

        private int share() {
            return (int) Math.ceil(workable().size() / (double) running.size());
        }

        private Set<String> workable() {
            return shards.stream()
                    .filter(shard -> !finished(shard.id()) && parentsFinished(shard))
                    .map(Shard::id)
                    .filter(id -> table.all().stream()
                            .anyMatch(lease -> lease.shardId().equals(id)))
                    .collect(Collectors.toSet());
        }

        private boolean parentsFinished(Shard shard) {
            return shard.parents().stream().allMatch(this::finished);
        }

        private boolean finished(String id) {
            return table.all().stream().anyMatch(lease -> lease.shardId().equals(id) && lease.finished());
        }

        private Shard shard(Lease lease) {
            return shards.stream()
                    .filter(shard -> shard.id().equals(lease.shardId()))
                    .findFirst()
                    .orElseThrow();
        }

        private Lease lease(String id) {
            return table.all().stream()
                    .filter(lease -> lease.shardId().equals(id))
                    .findFirst()
                    .orElseThrow();
        }

        private Set<String> runningBy(String instance) {
            return Objects.requireNonNull(running.get(instance));
        }
    }
}
