package io.orderlake.stream;

import java.util.Set;

/**
 * A shard of a Kinesis stream or a DynamoDB stream.
 *
 * @param id the stream's name for it
 * @param parents shards that it continues, where the stream still knows them
 */
public record Shard(String id, Set<String> parents) {

    public Shard {
        parents = Set.copyOf(parents);
    }
}
