package io.orderlake.stream.kinesis;

import io.orderlake.stream.IteratorExpired;
import io.orderlake.stream.Shard;
import io.orderlake.stream.ShardRead;
import io.orderlake.stream.ShardSource;
import io.orderlake.stream.StartAt;
import io.orderlake.stream.StreamRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * A Kinesis stream. Kinesis silently reads from the oldest record where it has trimmed the record behind which an iterator
 * was opened. So this source never throws {@link io.orderlake.stream.RecordsTrimmed}, and reports its retention instead.
 */
public final class KinesisShards implements ShardSource {

    private final KinesisClient kinesis;
    private final String stream;
    private final RecordUnpacking unpacking;
    private volatile @Nullable Duration retention;

    public KinesisShards(KinesisClient kinesis, String stream, RecordUnpacking unpacking) {
        this.kinesis = kinesis;
        this.stream = stream;
        this.unpacking = unpacking;
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public List<Shard> shards() {
        retention = currentRetention();
        List<Shard> shards = new ArrayList<>();
        ListShardsRequest request =
                ListShardsRequest.builder().streamName(stream).build();
        while (true) {
            ListShardsResponse page = kinesis.listShards(request);
            page.shards().forEach(shard -> shards.add(shard(shard)));
            if (page.nextToken() == null) {
                return shards;
            }
            // The token contains the stream: Kinesis rejects a request with both.
            request = ListShardsRequest.builder().nextToken(page.nextToken()).build();
        }
    }

    @Override
    public @Nullable Duration retention() {
        return retention;
    }

    @Override
    public boolean holds(String shardId, String sequence) {
        String at = kinesis.getShardIterator(request -> request.streamName(stream)
                        .shardId(shardId)
                        .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                        .startingSequenceNumber(sequence))
                .shardIterator();
        List<Record> first = kinesis.getRecords(
                        request -> request.shardIterator(at).limit(1))
                .records();
        return !first.isEmpty() && first.get(0).sequenceNumber().equals(sequence);
    }

    private @Nullable Duration currentRetention() {
        @Nullable Integer hours = kinesis.describeStreamSummary(request -> request.streamName(stream))
                .streamDescriptionSummary()
                .retentionPeriodHours();
        return hours == null ? null : Duration.ofHours(hours);
    }

    @Override
    public String iterator(String shardId, StartAt startAt) {
        GetShardIteratorRequest.Builder request =
                GetShardIteratorRequest.builder().streamName(stream).shardId(shardId);
        GetShardIteratorRequest.Builder placed;
        if (startAt instanceof StartAt.After after) {
            placed = request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                    .startingSequenceNumber(after.sequence());
        } else if (startAt instanceof StartAt.Time time) {
            placed = request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP).timestamp(time.at());
        } else if (startAt instanceof StartAt.Latest) {
            placed = request.shardIteratorType(ShardIteratorType.LATEST);
        } else {
            placed = request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
        }
        return kinesis.getShardIterator(placed.build()).shardIterator();
    }

    @Override
    public ShardRead read(String iterator, int limit) {
        try {
            GetRecordsResponse response = kinesis.getRecords(
                    request -> request.shardIterator(iterator).limit(limit));
            return new ShardRead(unpacked(response.records()), response.nextShardIterator(), behind(response));
        } catch (ExpiredIteratorException expired) {
            throw new IteratorExpired("Cannot read " + stream + ": the iterator is too old", expired);
        }
    }

    private List<StreamRecord> unpacked(List<Record> records) {
        List<StreamRecord> unpacked = new ArrayList<>(records.size());
        for (Record one : records) {
            unpacked.addAll(unpacking.unpack(
                    one.sequenceNumber(),
                    one.partitionKey(),
                    one.data().asByteArrayUnsafe(),
                    one.approximateArrivalTimestamp()));
        }
        return unpacked;
    }

    private static Duration behind(GetRecordsResponse response) {
        @Nullable Long millis = response.millisBehindLatest();
        return millis == null ? Duration.ZERO : Duration.ofMillis(millis);
    }

    private static Shard shard(software.amazon.awssdk.services.kinesis.model.Shard shard) {
        Set<String> parents = Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return new Shard(shard.shardId(), parents);
    }
}
