package io.orderlake.stream.dynamodb;

import io.orderlake.stream.IteratorExpired;
import io.orderlake.stream.RecordsTrimmed;
import io.orderlake.stream.aws.RawBody;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Reads of a table's stream as the JSON that DynamoDB answers, {@code Records} and {@code NextShardIterator}. Needs a client
 * that was made for it: {@link io.orderlake.stream.aws.AwsClients#dynamodbStreamBodies()}.
 */
public record DynamoStreamBodies(DynamoDbStreamsClient streams) {

    private static final int MOST_RECORDS = 1000;

    /**
     * The answer's body.
     *
     * @throws IteratorExpired where the iterator is too old; ask for a new one
     * @throws RecordsTrimmed where retention has overtaken the reader
     */
    public byte[] read(String iterator) {
        AtomicReference<byte[]> body = new AtomicReference<>(new byte[0]);
        try {
            streams.getRecords(request -> request.shardIterator(iterator)
                    .limit(MOST_RECORDS)
                    .overrideConfiguration(override -> override.putExecutionAttribute(RawBody.TAKEN, body)));
        } catch (ExpiredIteratorException expired) {
            throw new IteratorExpired("Cannot read a table's stream: the iterator is too old", expired);
        } catch (TrimmedDataAccessException trimmed) {
            throw new RecordsTrimmed("Cannot read a table's stream: records that were not read are trimmed", trimmed);
        }
        return Objects.requireNonNull(body.get());
    }
}
