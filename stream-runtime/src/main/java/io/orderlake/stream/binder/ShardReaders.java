package io.orderlake.stream.binder;

import io.orderlake.stream.Leases;
import io.orderlake.stream.ShardProcessor;
import io.orderlake.stream.ShardSource;
import io.orderlake.stream.read.ReaderDependencies;
import io.orderlake.stream.read.ReaderSettings;
import io.orderlake.stream.read.ShardReader;
import java.util.function.Function;

/**
 * Creates the shard readers of a service.
 *
 * @param leases the leases of a stream, by its name
 */
public record ShardReaders(Function<String, Leases> leases, ReaderSettings settings, ReaderDependencies dependencies) {

    /** A reader that is not started yet; {@link RunningReader} runs it. */
    public ShardReader reader(ShardSource source, ShardProcessor processor) {
        return new ShardReader(source, leases.apply(source.stream()), processor, settings, dependencies);
    }
}
