package io.orderlake.proof.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** A Kinesis stream, read with the SDK's calls and nothing else. */
public record KinesisChangeStream(KinesisClient kinesis, String stream) implements ChangeStream {

    @Override
    public List<StreamShard> shards() {
        return described().stream()
                .map(shard -> new StreamShard(
                        shard.shardId(),
                        Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
                                .filter(Objects::nonNull)
                                .collect(Collectors.toSet())))
                .toList();
    }

    /** The shards with their ranges of hash keys. */
    public List<Shard> described() {
        List<Shard> shards = new ArrayList<>();
        ListShardsRequest request =
                ListShardsRequest.builder().streamName(stream).build();
        try {
            while (true) {
                ListShardsResponse page = kinesis.listShards(request);
                shards.addAll(page.shards());
                if (page.nextToken() == null) {
                    return shards;
                }
                // Kinesis rejects a request with both stream and token.
                request =
                        ListShardsRequest.builder().nextToken(page.nextToken()).build();
            }
        } catch (ResourceNotFoundException notYet) {
            return List.of();
        }
    }

    @Override
    public String first(String shardId) {
        return iterator(shardId, ShardIteratorType.TRIM_HORIZON, null, null);
    }

    @Override
    public String after(String shardId, String sequence) {
        return iterator(shardId, ShardIteratorType.AFTER_SEQUENCE_NUMBER, sequence, null);
    }

    /** An iterator at the first record that arrived at a moment or later. */
    public String from(String shardId, Instant at) {
        return iterator(shardId, ShardIteratorType.AT_TIMESTAMP, null, at);
    }

    private String iterator(String shardId, ShardIteratorType type, @Nullable String sequence, @Nullable Instant at) {
        return kinesis.getShardIterator(GetShardIteratorRequest.builder()
                        .streamName(stream)
                        .shardId(shardId)
                        .shardIteratorType(type)
                        .startingSequenceNumber(sequence)
                        .timestamp(at)
                        .build())
                .shardIterator();
    }

    @Override
    public boolean holds(String shardId, String sequence) {
        String at = iterator(shardId, ShardIteratorType.AT_SEQUENCE_NUMBER, sequence, null);
        List<Record> first = kinesis.getRecords(
                        request -> request.shardIterator(at).limit(1))
                .records();
        return !first.isEmpty() && first.get(0).sequenceNumber().equals(sequence);
    }

    @Override
    public StreamPage read(String iterator, int limit) {
        GetRecordsResponse answer =
                kinesis.getRecords(request -> request.shardIterator(iterator).limit(limit));
        List<StreamRecord> records = answer.records().stream()
                .flatMap(
                        one -> AggregationParser.records(
                                one.sequenceNumber(), one.data().asByteArrayUnsafe())
                                .stream())
                .toList();
        @Nullable Long behind = answer.millisBehindLatest();
        return new StreamPage(records, answer.nextShardIterator(), behind == null || behind == 0);
    }
}
