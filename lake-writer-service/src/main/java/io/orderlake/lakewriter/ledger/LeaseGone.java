package io.orderlake.lakewriter.ledger;

import io.orderlake.stream.FailureKind;
import io.orderlake.stream.Lease;
import io.orderlake.stream.StreamFailure;

/** Another owner has the shard, and lands what this one had buffered. Nothing needs to be undone. */
public final class LeaseGone extends StreamFailure {
    private static final long serialVersionUID = 1L;

    public LeaseGone(Lease lease) {
        super(
                FailureKind.TRANSIENT,
                "Cannot continue " + lease.stream() + "/" + lease.shardId() + ": the lease of epoch " + lease.epoch()
                        + " is no longer held by " + lease.owner());
    }
}
