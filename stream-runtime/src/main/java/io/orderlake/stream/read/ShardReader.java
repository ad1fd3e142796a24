package io.orderlake.stream.read;

import io.orderlake.stream.Leases;
import io.orderlake.stream.ShardProcessor;
import io.orderlake.stream.ShardSource;
import java.util.concurrent.CompletableFuture;

/**
 * Reads a stream together with every other reader that shares its leases: each shard by one instance at a time, balanced,
 * parents before children. The processor receives each shard's batches in order, and what it returns as durable is
 * checkpointed. A reader is started once and stopped once.
 */
public final class ShardReader {

    private final LeaseKeeper keeper;

    public ShardReader(
            ShardSource source,
            Leases leases,
            ShardProcessor processor,
            ReaderSettings settings,
            ReaderDependencies dependencies) {
        this.keeper = new LeaseKeeper(new ReaderContext(source, leases, processor, settings, dependencies));
    }

    /** Begins to take leases and to read; returns at once. */
    public void start() {
        keeper.start();
    }

    /**
     * Lets running steps finish, hands every shard over and releases its lease.
     *
     * @return done when all is released, or when {@link ReaderSettings#stopWithin()} has passed: leases that it still
     *     owns then expire
     */
    public CompletableFuture<Void> stop() {
        return keeper.stop();
    }
}
