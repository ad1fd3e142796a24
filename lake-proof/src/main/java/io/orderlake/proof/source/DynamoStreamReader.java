package io.orderlake.proof.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Reads a table's stream with the SDK's calls and nothing else.
 *
 * @param streams a client that was built with {@link AnswerBody} among its interceptors
 */
public record DynamoStreamReader(DynamoDbStreamsClient streams) {

    private static final int MAX_RECORDS = 1000;

    List<Shard> shards(String arn) {
        List<Shard> shards = new ArrayList<>();
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
        return shards;
    }

    /** An iterator after a sequence number, or at the oldest record if none is given. */
    String iterator(String arn, String shardId, @Nullable String after) {
        return streams.getShardIterator(GetShardIteratorRequest.builder()
                        .streamArn(arn)
                        .shardId(shardId)
                        .shardIteratorType(
                                after == null
                                        ? ShardIteratorType.TRIM_HORIZON
                                        : ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                        .sequenceNumber(after)
                        .build())
                .shardIterator();
    }

    /** The response body as DynamoDB sends it: {@code Records} and {@code NextShardIterator}. */
    byte[] read(String iterator) {
        AtomicReference<byte[]> body = new AtomicReference<>(new byte[0]);
        streams.getRecords(request -> request.shardIterator(iterator)
                .limit(MAX_RECORDS)
                .overrideConfiguration(override -> override.putExecutionAttribute(AnswerBody.TAKEN, body)));
        return Objects.requireNonNull(body.get());
    }
}
