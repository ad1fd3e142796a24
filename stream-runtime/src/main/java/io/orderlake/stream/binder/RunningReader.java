package io.orderlake.stream.binder;

import io.orderlake.stream.read.ShardReader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Runs a shard reader for as long as the application runs. It starts last and stops first, like input bindings, so that its
 * output exists for as long as it runs.
 */
public class RunningReader implements SmartLifecycle {

    private final Supplier<ShardReader> readers;
    private @Nullable ShardReader reader;

    /** @param readers makes a reader for each start */
    public RunningReader(Supplier<ShardReader> readers) {
        this.readers = readers;
    }

    @Override
    public synchronized void start() {
        if (reader == null) {
            reader = readers.get();
            reader.start();
        }
    }

    /** Returns when every shard is handed over, or when the reader's limit on that has passed. */
    @Override
    public synchronized void stop() {
        if (reader != null) {
            reader.stop().join();
            reader = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return reader != null;
    }
}
