package io.orderlake.lakewriter.ledger;

import io.orderlake.lakewriter.claim.Claim;
import io.orderlake.lakewriter.claim.Head;
import io.orderlake.lakewriter.claim.LandedIds;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.Watermarks;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.Lease;
import io.orderlake.stream.StreamFailure;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A ledger in memory. */
public final class MemoryLedger implements Ledger {

    private final Map<String, Lease> leases = new HashMap<>();
    private final Map<String, Head> heads = new HashMap<>();
    private final Map<String, Watermarks> watermarks = new HashMap<>();
    private final Map<String, Plan> plans = new HashMap<>();
    private final Map<String, LandingResult> done = new TreeMap<>();
    private final Map<String, Map<Long, LandedIds>> eventIds = new HashMap<>();
    private final Map<String, Set<String>> ancestors = new HashMap<>();

    /** Sets the lease that the lease table contains. */
    public void hold(Lease lease) {
        leases.put(lease.shardId(), lease);
    }

    /** The results of claims that are done. */
    public Map<String, LandingResult> done() {
        return done;
    }

    /** Whether a claim, open or done, reaches to that sequence number or beyond. */
    public boolean opened(String sequence) {
        return heads.values().stream()
                .flatMap(head ->
                        Stream.concat(head.lastSequence().stream(), head.open().map(Claim::lastSequence).stream()))
                .anyMatch(last -> !Claim.isAfter(sequence, last));
    }

    @Override
    public Head head(Lease lease) {
        Lease holder = leases.get(lease.shardId());
        if (holder == null || holder.epoch() != lease.epoch() || !Objects.equals(holder.owner(), lease.owner())) {
            throw new LeaseGone(lease);
        }
        return heads.getOrDefault(lease.shardId(), Head.FIRST);
    }

    @Override
    public Watermarks watermarks(String stream, String shardId) {
        Watermarks copy = new Watermarks();
        copy.raise(watermarks.getOrDefault(shardId, new Watermarks()));
        return copy;
    }

    @Override
    public void inherit(Lease lease, Watermarks inherited) {
        Head head = head(lease);
        if (head.lastNumber() > 0 || head.open().isPresent()) {
            throw new IllegalStateException("Cannot inherit: " + head);
        }
        marks(lease).raise(inherited);
        Set<String> shards = new TreeSet<>(lease.parents());
        lease.parents().forEach(parent -> shards.addAll(ancestors.getOrDefault(parent, Set.of())));
        ancestors.put(lease.shardId(), shards);
        heads.put(lease.shardId(), new Head(0, head.lastSequence(), head.open(), true));
    }

    @Override
    public void keepEventIds(Lease lease, Claim claim, LandedIds ids, Instant until) {
        LandedIds before =
                eventIds.computeIfAbsent(lease.shardId(), s -> new TreeMap<>()).put(claim.number(), ids);
        if (before != null && !before.equals(ids)) {
            throw new IllegalStateException("Cannot keep other event ids of the same claim " + claim);
        }
    }

    @Override
    public List<LandedIds> eventIds(String stream, String shardId, Instant since, long about) {
        List<LandedIds> oldestFirst = Stream.concat(
                        Stream.of(shardId), ancestors.getOrDefault(shardId, Set.of()).stream())
                .flatMap(shard -> eventIds.getOrDefault(shard, Map.of()).values().stream())
                .filter(ids -> !ids.claimedAt().isBefore(since))
                .sorted(Comparator.comparing(LandedIds::claimedAt))
                .toList();
        int from = oldestFirst.size();
        long left = about;
        while (from > 0 && left > 0) {
            from--;
            left -= oldestFirst.get(from).size();
        }
        return oldestFirst.subList(from, oldestFirst.size());
    }

    @Override
    public void keep(Plan plan) {
        plans.put(plan.hash(), plan);
    }

    @Override
    public Plan plan(String hash) {
        Plan plan = plans.get(hash);
        if (plan == null) {
            throw new StreamFailure(FailureKind.SETUP, "no plan " + hash);
        }
        return plan;
    }

    @Override
    public void open(Lease lease, Head seen, Claim claim) {
        Head head = head(lease);
        if (head.open().filter(claim::sameAs).isPresent()) {
            return;
        }
        if (head.open().isPresent() || head.lastNumber() != seen.lastNumber()) {
            throw new StreamFailure(FailureKind.SETUP, "Cannot open claim " + claim + ": the head is " + head);
        }
        heads.put(lease.shardId(), head.opened(claim));
    }

    @Override
    public void done(Lease lease, Claim claim, LandingResult landed) {
        Head head = head(lease);
        boolean open = head.open().filter(c -> c.number() == claim.number()).isPresent();
        if (!open && head.lastNumber() == claim.number()) {
            return;
        }
        if (!open) {
            throw new StreamFailure(FailureKind.SETUP, "Cannot finish claim " + claim + ": the head is " + head);
        }
        heads.put(lease.shardId(), head.done(claim));
        Watermarks landedMarks = landed.watermarks();
        Watermarks marks = marks(lease);
        marks.raise(landedMarks);
        done.put(claim.name(lease.stream(), lease.shardId()), landed);
    }

    private Watermarks marks(Lease lease) {
        return watermarks.computeIfAbsent(lease.shardId(), s -> new Watermarks());
    }
}
