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

/** A shard under one lease: the head of its log of claims, and the range that is buffered. */
final class BufferedShard {

    private final Lease lease;
    private final LandedBefore before;
    private final Plan plan;
    private Head head;
    private volatile BufferedRange range; // Metrics read it from another thread.
    private @Nullable String lastBuffered;
    private @Nullable String lastReported;

    BufferedShard(Lease lease, Head head, LandedBefore before, Plan plan, BufferedRange range) {
        this.lease = lease;
        this.head = head;
        this.before = before;
        this.plan = plan;
        this.range = range;
        this.lastBuffered = head.lastSequence().orElse(null);
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
     * The records that were not buffered before, one list for each Kinesis record. A batch is passed again after a failure.
     * Records of claims that are done come again after a checkpoint was lost.
     */
    List<List<StreamRecord>> unbuffered(List<StreamRecord> records) {
        List<List<StreamRecord>> unbuffered = new ArrayList<>();
        int from = 0;
        while (from < records.size()) {
            String sequence = records.get(from).sequence();
            int to = from + 1;
            while (to < records.size() && records.get(to).sequence().equals(sequence)) {
                to++;
            }
            if (lastBuffered == null || Claim.isAfter(sequence, lastBuffered)) {
                unbuffered.add(records.subList(from, to));
            }
            from = to;
        }
        return unbuffered;
    }

    void buffered(List<StreamRecord> packed) {
        lastBuffered = packed.get(0).sequence();
    }

    /** The range is done. The next one begins after it, with today's plan. */
    void landed(Claim claim) {
        before.watermarks().raise(range.watermarks());
        before.window().add(range.eventIds(claim));
        head = head.done(claim);
        range = new BufferedRange(lease.shardId(), plan, before);
    }

    /** The sequence number up to which everything is durable; null where it has not moved since the last call. */
    @Nullable String newlyDurable() {
        String durable = head.lastSequence().orElse(null);
        if (durable == null || durable.equals(lastReported)) {
            return null;
        }
        lastReported = durable;
        return durable;
    }
}
