package io.orderlake.lakewriter;

import io.orderlake.lakewriter.claim.Claim;
import io.orderlake.lakewriter.claim.EventWindow;
import io.orderlake.lakewriter.claim.Head;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.stream.Lease;
import io.orderlake.stream.StreamRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A shard under one lease: where its log of claims stands, and the range held of it. */
final class BufferedShard {

    private final Lease lease;
    private final LandedBefore before;
    private final Plan plan;
    private Head head;
    private volatile BufferedRange range; // Metrics look at it from another thread.
    private @Nullable String taken;
    private @Nullable String told;

    BufferedShard(Lease lease, Head head, LandedBefore before, Plan plan, BufferedRange range) {
        this.lease = lease;
        this.head = head;
        this.before = before;
        this.plan = plan;
        this.range = range;
        this.taken = head.lastSequence().orElse(null);
    }

    Lease lease() {
        return lease;
    }

    Head head() {
        return head;
    }

    EventWindow window() {
        return before.window();
    }

    BufferedRange range() {
        return range;
    }

    /**
     * The records not taken before, one list for each Kinesis record. A batch is handed over again after a failure, and
     * records of claims already done come again where a checkpoint was lost.
     */
    List<List<StreamRecord>> untaken(List<StreamRecord> records) {
        List<List<StreamRecord>> untaken = new ArrayList<>();
        int from = 0;
        while (from < records.size()) {
            String sequence = records.get(from).sequence();
            int to = from + 1;
            while (to < records.size() && records.get(to).sequence().equals(sequence)) {
                to++;
            }
            if (taken == null || Claim.isAfter(sequence, taken)) {
                untaken.add(records.subList(from, to));
            }
            from = to;
        }
        return untaken;
    }

    void took(List<StreamRecord> packed) {
        taken = packed.get(0).sequence();
    }

    /** The range is done: another one begins behind it, by today's plan. */
    void landed(Claim claim) {
        before.watermarks().raise(range.watermarks());
        before.window().add(range.eventIds(claim));
        head = head.done(claim);
        range = new BufferedRange(lease.shardId(), plan, before);
    }

    /** The sequence through which all is durable, where it has moved since it was last asked for. */
    @Nullable String newlyDurable() {
        String durable = head.lastSequence().orElse(null);
        if (durable == null || durable.equals(told)) {
            return null;
        }
        told = durable;
        return durable;
    }
}
