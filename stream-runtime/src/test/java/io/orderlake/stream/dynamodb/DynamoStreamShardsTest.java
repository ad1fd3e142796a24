package io.orderlake.stream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import io.orderlake.stream.ShardSource;
import io.orderlake.stream.ShardSourceContract;
import io.orderlake.stream.StartAt;
import io.orderlake.stream.StreamRecord;
import io.orderlake.stream.aws.TestAws;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

class DynamoStreamShardsTest extends ShardSourceContract {

    private final String table = "orders-" + UUID.randomUUID();
    private final DynamoDbClient dynamodb = TestAws.clients().dynamodb();
    private final DynamoDbStreamsClient streams = TestAws.clients().dynamodbStreams();
    private DynamoStreamShards source;

    @BeforeEach
    void createTable() {
        String arn = dynamodb.createTable(create -> create.tableName(table)
                        .attributeDefinitions(
                                definition -> definition.attributeName("id").attributeType(ScalarAttributeType.S))
                        .keySchema(key -> key.attributeName("id").keyType(KeyType.HASH))
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .streamSpecification(
                                stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)))
                .tableDescription()
                .latestStreamArn();
        source = new DynamoStreamShards(streams, arn, InstantSource.system());
    }

    @AfterEach
    void close() {
        dynamodb.deleteTable(delete -> delete.tableName(table));
        dynamodb.close();
        streams.close();
    }

    @Override
    protected ShardSource source() {
        return source;
    }

    @Override
    protected void put(String... texts) {
        for (String text : texts) {
            dynamodb.putItem(put -> put.tableName(table).item(Map.of("id", fromS(text))));
        }
    }

    @Test
    void theNameInLeasesIsTheTableAndTheStreamsLabel() {
        assertThat(source.stream()).matches(table + "/stream/2.+");
    }

    /** Of a shard that nobody has read from, DynamoDB does not say that its first records are gone. */
    @Test
    void tellsHowLongRecordsAreKept() {
        assertThat(source.retention()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void aRecordIsTheJsonOfPipesWithItsSequenceNumber() {
        put("one");

        StreamRecord only =
                source.read(iterator(new StartAt.TrimHorizon()), 10).records().get(0);

        assertThat(new String(only.data(), StandardCharsets.UTF_8))
                .matches("\\{\"eventID\":\"[^\"]+\",\"eventName\":\"INSERT\",\"eventVersion\":\"1.1\","
                        + "\"eventSource\":\"aws:dynamodb\",\"awsRegion\":\"ddblocal\",\"dynamodb\":\\{"
                        + "\"ApproximateCreationDateTime\":[0-9]+,\"Keys\":\\{\"id\":\\{\"S\":\"one\"}},"
                        + "\"NewImage\":\\{\"id\":\\{\"S\":\"one\"}},\"SequenceNumber\":\"" + only.sequence() + "\","
                        + "\"SizeBytes\":[0-9]+,\"StreamViewType\":\"NEW_AND_OLD_IMAGES\"},"
                        + "\"eventSourceARN\":\"arn:aws:dynamodb:ddblocal:[^\"]+\"}");
    }
}
