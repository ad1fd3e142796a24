package io.orderlake.stream.read;

import io.orderlake.stream.Leases;
import io.orderlake.stream.ShardProcessor;
import io.orderlake.stream.ShardSource;
import java.util.concurrent.CompletableFuture;

/**
 * Reads a stream together with every other reader that shares its leases: each shard by one instance at a time, balanced,
 * parents before children. Each shard's batches go to the story in order, and what the story returns as durable is
 * checkpointed. Starts once and stops once.
 */
public final class ShardReader {

    private final LeaseKeeper keeper;

    public ShardReader(
            ShardSource source,
            Leases leases,
            ShardProcessor story,
            ReaderSettings settings,
            ReaderDependencies dependencies) {
        this.keeper = new LeaseKeeper(new ReaderContext(source, leases, story, settings, dependencies));
    }

    /** Begins to take leases and to read; returns at once. */
    public void start() {
        keeper.start();
    }

    /**
     * Lets running steps finish, hands every shard over and releases its lease.
     *
     * @return done when all is released, or when {@link ReaderSettings#stopWithin()} has passed: leases that are still held
     *     then expire
     */
    public CompletableFuture<Void> stop() {
        return keeper.stop();
    }
}
