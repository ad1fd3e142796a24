package io.orderlake.localaws.kinesis;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is kept of a stream beside its records.
 *
 * @param nextShard number of the next shard to be opened
 * @param shards in the order of their numbers, closed ones included
 */
record StreamDescription(
        String name,
        long createdAt,
        boolean onDemand,
        int retentionHours,
        Map<String, String> tags,
        int nextShard,
        List<ShardDescription> shards) {

    static final int DEFAULT_RETENTION_HOURS = 24;

    StreamDescription {
        tags = Map.copyOf(tags);
        shards = List.copyOf(shards);
    }

    StreamDescription withTags(Map<String, String> changed) {
        return new StreamDescription(
                name, createdAt, onDemand, retentionHours, new TreeMap<>(changed), nextShard, shards);
    }

    StreamDescription withRetention(int hours) {
        return new StreamDescription(name, createdAt, onDemand, hours, tags, nextShard, shards);
    }

    StreamDescription withShards(int next, List<ShardDescription> changed) {
        return new StreamDescription(name, createdAt, onDemand, retentionHours, tags, next, changed);
    }

    /** Records that arrived before this time are gone. */
    long horizon(long now) {
        return now - Duration.ofHours(retentionHours).toMillis();
    }

    SequenceNumbers sequenceNumbers() {
        return new SequenceNumbers(createdAt);
    }
}
