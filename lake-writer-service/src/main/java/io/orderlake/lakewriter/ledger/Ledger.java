package io.orderlake.lakewriter.ledger;

import io.orderlake.lakewriter.claim.Claim;
import io.orderlake.lakewriter.claim.Head;
import io.orderlake.lakewriter.claim.LandedIds;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.Watermarks;
import io.orderlake.stream.Lease;
import java.time.Instant;
import java.util.List;

/**
 * The durable log of claims. Each step, except those of plans, needs a valid lease and throws {@link LeaseGone} without one. A
 * step that the same owner has done before counts as done, so a call may be repeated if its answer was lost.
 */
public interface Ledger {

    /** The head of the shard's log. */
    Head head(Lease lease);

    /** The highest sequences that landed from the shard, or were inherited from its parents. */
    Watermarks watermarks(String stream, String shardId);

    /** Gives a shard without claims the watermarks of its parents, and records whose event ids matter to it. */
    void inherit(Lease lease, Watermarks watermarks);

    /** Keeps a plan under its hash. */
    void keep(Plan plan);

    /**
     * The plan of that hash.
     *
     * @throws io.orderlake.stream.StreamFailure where there is none
     */
    Plan plan(String hash);

    /** Opens the claim, if the head has not changed since it was read and no claim is open. */
    void open(Lease lease, Head seen, Claim claim);

    /**
     * Keeps the event ids that the open claim lands, until that time. Comes before {@link #done}, needs no lease, and may be
     * repeated: each process that finishes the claim lands the same ids.
     */
    void keepEventIds(Lease lease, Claim claim, LandedIds ids, Instant until);

    /**
     * Event ids that landed since that time from the shard, or from the shards whose lanes it took over. Returns the newest
     * ones, about that many at most, in order of time.
     */
    List<LandedIds> eventIds(String stream, String shardId, Instant since, long about);

    /** Marks the open claim as done and moves the watermarks, in one transaction. */
    void done(Lease lease, Claim claim, LandingResult landed);
}
