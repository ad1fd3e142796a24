package io.orderlake.simulation.aws;

import io.orderlake.lakewriter.claim.Claim;
import io.orderlake.lakewriter.claim.Head;
import io.orderlake.lakewriter.claim.LandedIds;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.Watermarks;
import io.orderlake.lakewriter.ledger.LandingResult;
import io.orderlake.lakewriter.ledger.Ledger;
import io.orderlake.stream.Lease;
import java.time.Instant;
import java.util.List;

/** A process's view of the ledger. */
public record LedgerCalls(SimulatedLedger log, Calls calls) implements Ledger {

    @Override
    public Head head(Lease lease) {
        return calls.call(Op.READ_HEAD, lease.shardId(), twist -> log.head(lease));
    }

    @Override
    public Watermarks watermarks(String stream, String shardId) {
        return calls.call(Op.READ_WATERMARKS, shardId, twist -> log.watermarks(shardId));
    }

    @Override
    public void inherit(Lease lease, Watermarks watermarks) {
        calls.call(Op.INHERIT, lease.shardId(), twist -> log.inherit(lease, watermarks));
    }

    @Override
    public void keep(Plan plan) {
        calls.call(Op.KEEP_PLAN, plan.hash(), twist -> log.keep(plan));
    }

    @Override
    public Plan plan(String hash) {
        return calls.call(Op.READ_PLAN, hash, twist -> log.plan(hash));
    }

    @Override
    public void open(Lease lease, Head seen, Claim claim) {
        calls.call(Op.OPEN_CLAIM, about(lease, claim), twist -> log.open(lease, seen, claim));
    }

    @Override
    public void keepEventIds(Lease lease, Claim claim, LandedIds ids, Instant until) {
        calls.call(Op.KEEP_EVENT_IDS, about(lease, claim), twist -> log.keepEventIds(lease, claim, ids));
    }

    @Override
    public List<LandedIds> eventIds(String stream, String shardId, Instant since, long about) {
        return calls.call(Op.READ_EVENT_IDS, shardId, twist -> log.eventIds(shardId, since, about));
    }

    @Override
    public void done(Lease lease, Claim claim, LandingResult landed) {
        calls.call(Op.CLAIM_DONE, about(lease, claim), twist -> log.done(lease, claim, landed));
    }

    private static String about(Lease lease, Claim claim) {
        return lease.shardId() + " claim " + claim.number() + ", " + claim.rows() + " rows";
    }
}
