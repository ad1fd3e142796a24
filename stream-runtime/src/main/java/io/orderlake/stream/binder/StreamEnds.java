package io.orderlake.stream.binder;

import io.orderlake.stream.ShardSource;
import io.orderlake.stream.publish.LanePublishers;
import java.util.function.Function;

/**
 * What bindings end in.
 *
 * @param sources the Kinesis stream of a name, for reading
 * @param observers are told when a shard that a binding reads has another owner
 */
public record StreamEnds(
        LanePublishers publishers,
        Function<String, ShardSource> sources,
        ShardReaders readers,
        Iterable<LeaseLost> observers) {}
