package io.orderlake.stream;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The right to read a shard, as the lease table has it. Leases save work. Nothing breaks when two owners overlap.
 *
 * @param stream the stream's name
 * @param shardId the shard
 * @param parents shards that must be finished before this one is begun
 * @param owner the instance that reads the shard; null when the lease is free
 * @param epoch grows with each change of owner
 * @param counter grows with each renewal: a lease whose counter does not change for the lease duration may be taken
 * @param checkpoint sequence number through which everything is durable downstream; null before the first
 * @param finished whether the shard has been read to its end and all of it is durable
 * @param provenAt all records that arrived before this time are at or below the checkpoint; null where that is not known. When
 *     it is older than the retention of a stream that removes records silently, a record may be missing
 */
public record Lease(
        String stream,
        String shardId,
        Set<String> parents,
        @Nullable String owner,
        long epoch,
        long counter,
        @Nullable String checkpoint,
        boolean finished,
        @Nullable Instant provenAt) {

    public Lease {
        parents = Set.copyOf(parents);
    }

    /** The same lease as renewed: only its counter has changed. */
    public Lease renewed(long count) {
        return new Lease(stream, shardId, parents, owner, epoch, count, checkpoint, finished, provenAt);
    }

    /** The same lease, with what is proven of its checkpoint. */
    public Lease proven(@Nullable Instant at) {
        return new Lease(stream, shardId, parents, owner, epoch, counter, checkpoint, finished, at);
    }
}
