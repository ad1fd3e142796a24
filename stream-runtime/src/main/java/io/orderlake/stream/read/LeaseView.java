package io.orderlake.stream.read;

import io.orderlake.stream.Lease;
import io.orderlake.stream.Shard;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one instance sees of a stream and its leases.
 *
 * @param me this instance
 * @param shards all that the stream lists
 * @param leases all that the lease table contains
 * @param idle for each leased shard, how long its lease has not changed
 * @param live the instances that send heartbeats, {@code me} included
 * @param running shards that are read here
 * @param leaving shards among them that are being handed over
 * @param leaseDuration a lease that does not change for so long has expired
 */
record LeaseView(
        String me,
        List<Shard> shards,
        List<Lease> leases,
        Map<String, Duration> idle,
        Set<String> live,
        Set<String> running,
        Set<String> leaving,
        Duration leaseDuration) {

    LeaseView {
        shards = List.copyOf(shards);
        leases = List.copyOf(leases);
        idle = Map.copyOf(idle);
        live = Set.copyOf(live);
        running = Set.copyOf(running);
        leaving = Set.copyOf(leaving);
    }

    /** Whether the lease has no owner at work: free, left from an earlier start of this instance, or expired. */
    boolean ownerless(Lease lease) {
        return lease.owner() == null || lease.owner().equals(me) || isIdle(lease, leaseDuration);
    }

    boolean isIdle(Lease lease, Duration atLeast) {
        return idle.getOrDefault(lease.shardId(), Duration.ZERO).compareTo(atLeast) >= 0;
    }
}
