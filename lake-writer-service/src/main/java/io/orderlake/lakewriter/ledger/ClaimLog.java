package io.orderlake.lakewriter.ledger;

import io.orderlake.lakewriter.claim.Plan;
import java.util.List;

/** The log of claims as those read it who follow it. */
public interface ClaimLog {

    /** The shards of the stream that ever had a lease. */
    List<String> shards();

    /** Done claims of a shard from that number on, in order, whole: at most that many. */
    List<DoneClaim> done(String shardId, long from, int atMost);

    /** Number of a shard's last claim done; 0 before the first. */
    long last(String shardId);

    /** All plans that claims were ever made by. */
    List<Plan> plans();

    /**
     * The plan of that hash.
     *
     * @throws io.orderlake.stream.StreamFailure where there is none
     */
    Plan plan(String hash);
}
