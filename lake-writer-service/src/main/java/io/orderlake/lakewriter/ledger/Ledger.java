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
 * The durable log of claims. Each step but the plans' needs the lease to stand and throws {@link LeaseGone} where it does
 * not. A step that was done before by the same owner counts as done, so that a call whose answer was lost may be repeated.
 */
public interface Ledger {

    /** Where the shard stands. */
    Head head(Lease lease);

    /** Highest sequences landed from the shard or taken over from its parents. */
    Watermarks watermarks(String stream, String shardId);

    /** Gives a shard without claims the watermarks of its parents, and remembers whose event ids matter to it. */
    void inherit(Lease lease, Watermarks watermarks);

    /** Keeps a plan under its hash. */
    void keep(Plan plan);

    /**
     * The plan of that hash.
     *
     * @throws io.orderlake.stream.StreamFailure where there is none
     */
    Plan plan(String hash);

    /** Opens the claim, if the head stands as seen and no claim is open. */
    void open(Lease lease, Head seen, Claim claim);

    /**
     * Keeps the event ids that the open claim lands, until it is that time. Comes before {@link #done}, needs no lease, and
     * may be repeated: whoever finishes a claim lands the same.
     */
    void keepEventIds(Lease lease, Claim claim, LandedIds ids, Instant until);

    /**
     * The event ids landed since that time from the shard, or from those whose lanes it took over: the newest ones, of about
     * that number at most, the oldest of them first.
     */
    List<LandedIds> eventIds(String stream, String shardId, Instant since, long about);

    /** Marks the open claim done and moves the watermarks, all at once. */
    void done(Lease lease, Claim claim, LandingResult landed);
}
