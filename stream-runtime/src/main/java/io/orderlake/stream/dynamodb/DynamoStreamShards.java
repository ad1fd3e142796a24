package io.orderlake.stream.dynamodb;

import io.orderlake.stream.IteratorExpired;
import io.orderlake.stream.RecordsTrimmed;
import io.orderlake.stream.Shard;
import io.orderlake.stream.ShardRead;
import io.orderlake.stream.ShardSource;
import io.orderlake.stream.StartAt;
import io.orderlake.stream.StreamRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The stream of a DynamoDB table. A record's data is the JSON that EventBridge Pipes and Lambda deliver for it. The name in
 * leases is {@code <table>/stream/<label>}, so a re-created stream starts with new leases.
 */
public final class DynamoStreamShards implements ShardSource {

    private static final int MAX_RECORDS = 1000;

    /** Fixed by DynamoDB. */
    private static final Duration RETENTION = Duration.ofHours(24);

    private final DynamoDbStreamsClient streams;
    private final String arn;
    private final InstantSource time;
    private final StreamRecordJson json;

    public DynamoStreamShards(DynamoDbStreamsClient streams, String arn, InstantSource time) {
        this.streams = streams;
        this.arn = arn;
        this.time = time;
        this.json = new StreamRecordJson(arn);
    }

    @Override
    public String stream() {
        return arn.substring(arn.indexOf('/') + 1);
    }

    @Override
    public List<Shard> shards() {
        List<software.amazon.awssdk.services.dynamodb.model.Shard> shards = new ArrayList<>();
        @Nullable String from = null;
        do {
            StreamDescription page = streams.describeStream(DescribeStreamRequest.builder()
                            .streamArn(arn)
                            .exclusiveStartShardId(from)
                            .build())
                    .streamDescription();
            shards.addAll(page.shards());
            from = page.lastEvaluatedShardId();
        } while (from != null);
        return ShardLineage.of(shards);
    }

    // A read behind a removed record fails, but a read from the oldest record never does. Where a shard's first
    // records were not read yet, only the time shows that they are removed.
    @Override
    public Duration retention() {
        return RETENTION;
    }

    @Override
    public String iterator(String shardId, StartAt startAt) {
        GetShardIteratorRequest.Builder request =
                GetShardIteratorRequest.builder().streamArn(arn).shardId(shardId);
        GetShardIteratorRequest.Builder placed;
        if (startAt instanceof StartAt.After after) {
            placed = request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                    .sequenceNumber(after.sequence());
        } else if (startAt instanceof StartAt.Latest) {
            placed = request.shardIteratorType(ShardIteratorType.LATEST);
        } else {
            // DynamoDB Streams cannot start at a time. An earlier start repeats records but loses none.
            placed = request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
        }
        try {
            return streams.getShardIterator(placed.build()).shardIterator();
        } catch (TrimmedDataAccessException trimmed) {
            throw trimmed(trimmed);
        }
    }

    @Override
    public ShardRead read(String iterator, int limit) {
        try {
            GetRecordsResponse response = streams.getRecords(
                    request -> request.shardIterator(iterator).limit(Math.min(limit, MAX_RECORDS)));
            List<StreamRecord> records =
                    response.records().stream().map(this::record).toList();
            return new ShardRead(records, response.nextShardIterator(), behind(records));
        } catch (ExpiredIteratorException expired) {
            throw new IteratorExpired("Cannot read " + arn + ": the iterator is too old", expired);
        } catch (TrimmedDataAccessException trimmed) {
            throw trimmed(trimmed);
        }
    }

    private StreamRecord record(Record one) {
        return new StreamRecord(
                one.dynamodb().sequenceNumber(),
                0,
                "",
                json.of(one),
                one.dynamodb().approximateCreationDateTime(),
                null);
    }

    // DynamoDB Streams does not report how far behind a reader is. A page with records may have more behind it. A page
    // without records counts as caught up.
    private Duration behind(List<StreamRecord> records) {
        if (records.isEmpty()) {
            return Duration.ZERO;
        }
        Duration age = Duration.between(records.get(records.size() - 1).arrivedAt(), time.instant());
        return age.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : age;
    }

    private RecordsTrimmed trimmed(TrimmedDataAccessException cause) {
        return new RecordsTrimmed("Cannot read " + arn + ": records that were not read are trimmed", cause);
    }
}
