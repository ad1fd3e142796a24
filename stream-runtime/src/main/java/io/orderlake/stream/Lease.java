package io.orderlake.stream;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The right to read a shard, as it stands in the lease table. Leases save work; nothing breaks when two owners overlap.
 *
 * @param stream the stream's name
 * @param shardId the shard
 * @param parents shards that must be finished before this one is begun
 * @param owner the instance that holds it; null when free
 * @param epoch grows with each change of owner
 * @param counter grows with each renewal: a lease whose counter stands still for the lease duration may be taken
 * @param checkpoint sequence number through which everything is durable downstream; null before the first
 * @param finished whether the shard has been read to its end and all of it is durable
 */
public record Lease(
        String stream,
        String shardId,
        Set<String> parents,
        @Nullable String owner,
        long epoch,
        long counter,
        @Nullable String checkpoint,
        boolean finished) {

    public Lease {
        parents = Set.copyOf(parents);
    }
}
