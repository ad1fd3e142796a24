package io.orderlake.simulation.aws;

import io.orderlake.lakewriter.claim.Claim;
import io.orderlake.lakewriter.claim.Head;
import io.orderlake.lakewriter.claim.LandedIds;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.Watermarks;
import io.orderlake.lakewriter.ledger.LandingResult;
import io.orderlake.lakewriter.ledger.LeaseGone;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.Lease;
import io.orderlake.stream.StreamFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The content of the ledger. Each step is one transaction, conditional on the lease. */
public final class SimulatedLedger {

    private final Leasing leases;
    private final Map<String, Head> heads = new TreeMap<>();
    private final Map<String, Watermarks> watermarks = new HashMap<>();
    private final Map<String, Plan> plans = new HashMap<>();
    private final Map<String, Map<Long, LandedIds>> eventIds = new HashMap<>();
    private final Map<String, Set<String>> ancestors = new HashMap<>();
    private final List<Done> done = new ArrayList<>();

    /** A claim that is done. */
    public record Done(String shardId, Claim claim, LandingResult landed) {}

    public SimulatedLedger(Leasing leases) {
        this.leases = leases;
    }

    /** The claims that are done, in the order in which they were finished. */
    public List<Done> done() {
        return done;
    }

    /** Whether a claim is open in any shard. */
    public boolean isOpen() {
        return heads.values().stream().anyMatch(head -> head.open().isPresent());
    }

    Head head(Lease lease) {
        if (!leases.isHeld(lease)) {
            throw new LeaseGone(lease);
        }
        return heads.getOrDefault(lease.shardId(), Head.FIRST);
    }

    Watermarks watermarks(String shardId) {
        Watermarks copy = new Watermarks();
        copy.raise(watermarks.getOrDefault(shardId, new Watermarks()));
        return copy;
    }

    boolean inherit(Lease lease, Watermarks inherited) {
        Head head = head(lease);
        if (head.lastNumber() > 0 || head.open().isPresent()) {
            throw unexpected("inherit before", 1, head);
        }
        marks(lease).raise(inherited);
        Set<String> shards = new TreeSet<>(lease.parents());
        lease.parents().forEach(parent -> shards.addAll(ancestors.getOrDefault(parent, Set.of())));
        ancestors.put(lease.shardId(), shards);
        heads.put(lease.shardId(), new Head(0, head.lastSequence(), head.open(), true));
        return true;
    }

    boolean keep(Plan plan) {
        plans.put(plan.hash(), plan);
        return true;
    }

    /** The plan of that hash. */
    public Plan plan(String hash) {
        Plan plan = plans.get(hash);
        if (plan == null) {
            throw new StreamFailure(FailureKind.SETUP, "Cannot finish a claim: plan " + hash + " is missing");
        }
        return plan;
    }

    boolean open(Lease lease, Head seen, Claim claim) {
        Head head = head(lease);
        if (head.open().filter(claim::sameAs).isPresent()) {
            return true;
        }
        if (head.open().isPresent() || head.lastNumber() != seen.lastNumber()) {
            throw unexpected("open", claim.number(), head);
        }
        heads.put(lease.shardId(), head.opened(claim));
        return true;
    }

    boolean keepEventIds(Lease lease, Claim claim, LandedIds ids) {
        eventIds.computeIfAbsent(lease.shardId(), any -> new TreeMap<>()).put(claim.number(), ids);
        return true;
    }

    List<LandedIds> eventIds(String shardId, Instant since, long about) {
        List<LandedIds> newestFirst = Stream.concat(
                        Stream.of(shardId), ancestors.getOrDefault(shardId, Set.of()).stream())
                .flatMap(shard -> eventIds.getOrDefault(shard, Map.of()).values().stream())
                .filter(ids -> !ids.claimedAt().isBefore(since))
                .sorted(Comparator.comparing(LandedIds::claimedAt).reversed())
                .toList();
        List<LandedIds> wanted = new ArrayList<>();
        long left = about;
        for (LandedIds ids : newestFirst) {
            if (left > 0) {
                wanted.add(0, ids);
                left -= ids.size();
            }
        }
        return wanted;
    }

    boolean done(Lease lease, Claim claim, LandingResult landed) {
        Head head = head(lease);
        boolean open = head.open().filter(c -> c.number() == claim.number()).isPresent();
        if (!open && head.lastNumber() == claim.number()) {
            return true;
        }
        if (!open) {
            throw unexpected("finish", claim.number(), head);
        }
        heads.put(lease.shardId(), head.done(claim));
        marks(lease).raise(landed.watermarks());
        done.add(new Done(lease.shardId(), claim, landed));
        return true;
    }

    private Watermarks marks(Lease lease) {
        return watermarks.computeIfAbsent(lease.shardId(), any -> new Watermarks());
    }

    private static StreamFailure unexpected(String step, long claim, Head head) {
        return new StreamFailure(FailureKind.SETUP, "Cannot " + step + " claim " + claim + ": the head is " + head);
    }
}
