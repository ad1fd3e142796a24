package io.orderlake.lakewriter;

import io.orderlake.lakewriter.claim.Claim;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.landing.LandingObjects;
import io.orderlake.lakewriter.landing.ObjectEntry;
import io.orderlake.lakewriter.sink.LakeSink;
import io.orderlake.lakewriter.sink.RowDelivery;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.Lease;
import io.orderlake.stream.StreamFailure;
import java.util.List;

/** Lands a claim as its plan describes. May be repeated. */
public final class ClaimLanding {

    private final LandingObjects objects;
    private final LakeSink sink;
    private final RowDelivery firehose;

    public ClaimLanding(LandingObjects objects, LakeSink sink, RowDelivery firehose) {
        this.objects = objects;
        this.sink = sink;
        this.firehose = firehose;
    }

    List<ObjectEntry> land(Lease lease, Claim claim, BufferedRange range) {
        Plan plan = range.plan();
        if (plan.writerVersion() > Plan.WRITER_VERSION) {
            throw new StreamFailure(
                    FailureKind.SETUP,
                    "Cannot finish claim " + claim.number() + ": expected a plan of writer version "
                            + Plan.WRITER_VERSION + " or older but was " + plan.writerVersion());
        }
        plan.firehose().ifPresent(stream -> firehose.deliver(stream, range.undelivered()));
        return objects.of(claim.name(lease.stream(), lease.shardId()), plan, range.outcomes())
                .map(sink::putIfAbsent)
                .toList();
    }
}
