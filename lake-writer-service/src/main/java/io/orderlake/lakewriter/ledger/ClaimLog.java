package io.orderlake.lakewriter.ledger;

import io.orderlake.lakewriter.claim.Plan;
import java.util.List;

/** The log of claims, for readers that follow it. */
public interface ClaimLog {

    /** The shards of the stream that ever had a lease. */
    List<String> shards();

    /** Claims of a shard that are done, from that number on, in order: at most that many. */
    List<DoneClaim> done(String shardId, long from, int atMost);

    /** Number of a shard's last claim that is done; 0 before the first. */
    long last(String shardId);

    /** The plans of all claims. */
    List<Plan> plans();

    /**
     * The plan of that hash.
     *
     * @throws io.orderlake.stream.StreamFailure where there is none
     */
    Plan plan(String hash);
}
