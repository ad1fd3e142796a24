package io.orderlake.stream.dynamodb;

import io.orderlake.stream.FailureKind;
import io.orderlake.stream.Shard;
import io.orderlake.stream.StreamFailure;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The shards of a DynamoDB stream, each with its parent. A key's changes are ordered by sequence number alone, so each shard
 * must begin above the end of its parent; AWS does not document this, so it is checked.
 */
final class ShardLineage {

    private ShardLineage() {}

    /** @throws StreamFailure of kind set-up where a shard begins at or below the end of its parent */
    static List<Shard> of(List<software.amazon.awssdk.services.dynamodb.model.Shard> described) {
        Map<String, BigInteger> ends = new HashMap<>();
        for (var shard : described) {
            @Nullable String end = shard.sequenceNumberRange().endingSequenceNumber();
            if (end != null) {
                ends.put(shard.shardId(), new BigInteger(end));
            }
        }
        return described.stream().map(shard -> shard(shard, ends)).toList();
    }

    private static Shard shard(
            software.amazon.awssdk.services.dynamodb.model.Shard shard, Map<String, BigInteger> ends) {
        @Nullable String parent = shard.parentShardId();
        @Nullable BigInteger end = parent == null ? null : ends.get(parent);
        String start = shard.sequenceNumberRange().startingSequenceNumber();
        if (end != null && new BigInteger(start).compareTo(end) <= 0) {
            throw new StreamFailure(
                    FailureKind.SETUP,
                    "Cannot read the stream in order: expected shard " + shard.shardId() + " to begin above " + end
                            + ", where its parent " + parent + " ends, but it begins at " + start);
        }
        return new Shard(shard.shardId(), parent == null ? Set.of() : Set.of(parent));
    }
}
