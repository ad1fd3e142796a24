package io.orderlake.lakewriter.ledger;

import io.orderlake.stream.FailureKind;
import io.orderlake.stream.Lease;
import io.orderlake.stream.StreamFailure;

/** Another owner holds the shard. What this one held of it is the other's to land; nothing needs to be undone. */
public final class LeaseGone extends StreamFailure {
    private static final long serialVersionUID = 1L;

    public LeaseGone(Lease lease) {
        super(
                FailureKind.TRANSIENT,
                "Cannot go on with " + lease.stream() + "/" + lease.shardId() + ": the lease of epoch " + lease.epoch()
                        + " is no longer held by " + lease.owner());
    }
}
