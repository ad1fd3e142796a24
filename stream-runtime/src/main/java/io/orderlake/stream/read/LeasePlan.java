package io.orderlake.stream.read;

import io.orderlake.stream.Lease;
import io.orderlake.stream.Shard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an instance does with the leases that it sees. A pure function of its view.
 *
 * @param add shards that have no lease yet
 * @param take leases to take, as seen
 * @param release the lease to hand over, where the instance holds more than its fair share; one at a time
 * @param vanished leases whose shard left the stream before it was finished: a gap
 */
record LeasePlan(List<Shard> add, List<Lease> take, Optional<Lease> release, List<Lease> vanished) {

    static LeasePlan of(LeaseView view) {
        Map<String, Lease> leases =
                view.leases().stream().collect(Collectors.toMap(Lease::shardId, Function.identity()));
        Map<String, Shard> shards = view.shards().stream().collect(Collectors.toMap(Shard::id, Function.identity()));
        List<Lease> workable = view.leases().stream()
                .filter(lease -> !lease.finished() && shards.containsKey(lease.shardId()))
                .filter(lease ->
                        ShardCursor.mayStart(lease.parents(), parent -> isUnfinished(parent, leases, shards.keySet())))
                .sorted(preference(view.me()))
                .toList();
        List<Lease> mine = workable.stream()
                .filter(lease -> view.running().contains(lease.shardId()))
                .toList();
        int share = share(workable.size(), view.live().size());
        List<Lease> take = take(view, workable, share - mine.size());
        List<Shard> add = add(view.shards(), leases, shards.keySet());
        return new LeasePlan(
                add,
                take,
                // The share is not known before every shard has its lease.
                take.isEmpty() && add.isEmpty() ? release(view, mine, share) : Optional.empty(),
                vanished(view.leases(), shards.keySet()));
    }

    static int share(int shards, int instances) {
        return (shards + instances - 1) / Math.max(1, instances);
    }

    // The only place that decides what the absence of a parent means: one that neither the stream's listing nor the
    // lease table contains counts as finished.
    private static boolean isUnfinished(String parent, Map<String, Lease> leases, Set<String> shards) {
        Lease known = leases.get(parent);
        return known != null ? !known.finished() : shards.contains(parent);
    }

    // Parents that nobody knows are left out. A lease without parents is then a shard that continues nothing.
    private static List<Shard> add(List<Shard> shards, Map<String, Lease> leases, Set<String> known) {
        List<Shard> add = new ArrayList<>();
        for (Shard shard : shards) {
            if (!leases.containsKey(shard.id())) {
                Set<String> parents = shard.parents().stream()
                        .filter(parent -> known.contains(parent) || leases.containsKey(parent))
                        .collect(Collectors.toSet());
                add.add(new Shard(shard.id(), parents));
            }
        }
        return add;
    }

    // Above its share an instance takes only leases that nobody took for another lease duration, one at a time.
    private static List<Lease> take(LeaseView view, List<Lease> workable, int room) {
        List<Lease> ownerless = workable.stream()
                .filter(lease -> !view.running().contains(lease.shardId()))
                .filter(view::ownerless)
                .toList();
        if (room > 0) {
            return ownerless.stream().limit(room).toList();
        }
        return ownerless.stream()
                .filter(lease -> view.isIdle(lease, view.leaseDuration().multipliedBy(2)))
                .limit(1)
                .toList();
    }

    private static Optional<Lease> release(LeaseView view, List<Lease> mine, int share) {
        if (mine.size() <= share || !view.leaving().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(mine.get(mine.size() - 1));
    }

    private static List<Lease> vanished(List<Lease> leases, Set<String> shards) {
        return leases.stream()
                .filter(lease -> !lease.finished() && !shards.contains(lease.shardId()))
                .toList();
    }

    // Each instance prefers other shards, so that instances which start together rarely try to take the same lease.
    private static Comparator<Lease> preference(String me) {
        return Comparator.<Lease>comparingInt(lease -> (me + '/' + lease.shardId()).hashCode() * 0x9E3779B9)
                .thenComparing(Lease::shardId);
    }
}
