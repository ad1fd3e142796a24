package io.orderlake.stream;

import org.jspecify.annotations.Nullable;

/** What a service does with the records of a shard. Calls for one shard never overlap. */
@FunctionalInterface
public interface ShardProcessor {

    /**
     * Takes a batch.
     *
     * @return the sequence number through which everything is durable downstream; the runtime checkpoints it. Null where
     *     nothing became durable since the last call
     * @throws RuntimeException of a kind in {@link FailureKind}; after a transient failure the same batch comes again
     */
    @Nullable String take(ShardBatch batch);

    /** Another owner has the shard, and no more batches come under this lease: discard what is buffered for it. */
    default void lost(Lease lease) {}
}
