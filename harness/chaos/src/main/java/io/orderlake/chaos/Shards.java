package io.orderlake.chaos;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** Changes the shards of a stream while it is written and read. */
final class Shards {

    private final KinesisClient kinesis;

    Shards(KinesisClient kinesis) {
        this.kinesis = kinesis;
    }

    /** The largest open shard becomes two. */
    void split(String stream) {
        Shard largest = open(stream).stream()
                .max(Comparator.comparing(shard -> last(shard).subtract(first(shard))))
                .orElseThrow();
        String middle = first(largest).add(last(largest)).shiftRight(1).toString();
        kinesis.splitShard(split ->
                split.streamName(stream).shardToSplit(largest.shardId()).newStartingHashKey(middle));
    }

    /** The first two open shards become one. */
    void merge(String stream) {
        List<Shard> open = open(stream);
        kinesis.mergeShards(merge -> merge.streamName(stream)
                .shardToMerge(open.get(0).shardId())
                .adjacentShardToMerge(open.get(1).shardId()));
    }

    /** By hash key, so that neighbours are adjacent. */
    private List<Shard> open(String stream) {
        return kinesis.listShards(list -> list.streamName(stream)).shards().stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .sorted(Comparator.comparing(Shards::first))
                .toList();
    }

    private static BigInteger first(Shard shard) {
        return new BigInteger(shard.hashKeyRange().startingHashKey());
    }

    private static BigInteger last(Shard shard) {
        return new BigInteger(shard.hashKeyRange().endingHashKey());
    }
}
