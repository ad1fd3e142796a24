package io.orderlake.stream;

import java.util.Set;

/**
 * A shard of a Kinesis stream or a DynamoDB stream.
 *
 * @param id its name in the stream
 * @param parents shards that it continues, as the stream lists them
 */
public record Shard(String id, Set<String> parents) {

    public Shard {
        parents = Set.copyOf(parents);
    }
}
