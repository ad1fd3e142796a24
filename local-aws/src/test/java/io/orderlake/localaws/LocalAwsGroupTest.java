package io.orderlake.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class LocalAwsGroupTest {

    @TempDir
    static Path state;

    static LocalAwsGroup group;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        group = LocalAwsGroup.start(state);
    }

    @AfterAll
    static void stopLeavesNothingRunning() {
        List<ProcessHandle> processes = group.processes();
        group.close();
        assertThat(processes).hasSize(4).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void kinesisTakesCalls() {
        try (var kinesis = LocalClients.kinesis(group.endpoints().kinesis())) {
            kinesis.createStream(r -> r.streamName("orders").shardCount(1));
            assertThat(kinesis.listStreams().streamNames()).contains("orders");
        }
    }

    @Test
    void theProductHasNoCallThatInjectsFaults() {
        LocalAwsAdmin admin = new LocalAwsAdmin(group.endpoints().admin());
        assertThatThrownBy(() -> admin.call("POST", "faults", Map.of("fault", "throttle")))
                .hasMessageContaining("404");
    }

    @Test
    void s3WritesAnObjectOnceAndKeepsItReadableOnDisk() throws IOException {
        try (S3Client s3 = LocalClients.s3(group.endpoints().s3())) {
            s3.createBucket(r -> r.bucket("lake"));
            put(s3, "first");
            assertThatThrownBy(() -> put(s3, "second"))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
            assertThat(s3.getObjectAsBytes(r -> r.bucket("lake").key("a/b.json"))
                            .asUtf8String())
                    .isEqualTo("first");
            assertThat(s3.listObjectsV2(r -> r.bucket("lake").prefix("a/")).contents())
                    .hasSize(1);
        }
        assertThat(Files.readString(state.resolve("s3/lake/a/b.json"))).isEqualTo("first");
    }

    @Test
    void firehoseDeliversToS3() {
        try (S3Client s3 = LocalClients.s3(group.endpoints().s3());
                FirehoseClient firehose = LocalClients.at(
                        FirehoseClient.builder(), group.endpoints().firehose())) {
            s3.createBucket(r -> r.bucket("delivered"));
            firehose.createDeliveryStream(r -> r.deliveryStreamName("rows")
                    .extendedS3DestinationConfiguration(d -> d.bucketARN("arn:aws:s3:::delivered")
                            .roleARN("arn:aws:iam::000000000000:role/delivery")
                            .prefix("rows/")));
            assertThat(firehose.describeDeliveryStream(r -> r.deliveryStreamName("rows"))
                            .deliveryStreamDescription()
                            .deliveryStreamStatus())
                    .isEqualTo(DeliveryStreamStatus.ACTIVE);
            PutRecordBatchResponse response = firehose.putRecordBatch(
                    r -> r.deliveryStreamName("rows").records(row("a\n"), row("b\n"), row("c\n")));
            assertThat(response.failedPutCount()).isZero();
            assertThat(objectTexts(s3, "delivered")).containsExactly("a\nb\nc\n");
        }
    }

    private static software.amazon.awssdk.services.firehose.model.Record row(String text) {
        return software.amazon.awssdk.services.firehose.model.Record.builder()
                .data(SdkBytes.fromUtf8String(text))
                .build();
    }

    private static List<String> objectTexts(S3Client s3, String bucket) {
        return s3.listObjectsV2(r -> r.bucket(bucket).prefix("rows/")).contents().stream()
                .map(object -> s3.getObjectAsBytes(r -> r.bucket(bucket).key(object.key()))
                        .asUtf8String())
                .toList();
    }

    private static void put(S3Client s3, String text) {
        s3.putObject(r -> r.bucket("lake").key("a/b.json").ifNoneMatch("*"), RequestBody.fromString(text));
    }

    @Test
    void dynamodbHasConditionsTransactionsAndStreams() {
        try (DynamoDbClient dynamodb = LocalClients.dynamodb(group.endpoints().dynamodb());
                DynamoDbStreamsClient streams =
                        LocalClients.dynamodbStreams(group.endpoints().dynamodb())) {
            String streamArn = createTable(dynamodb);
            dynamodb.putItem(
                    r -> r.tableName("orders").item(item("1")).conditionExpression("attribute_not_exists(id)"));
            assertThatThrownBy(() -> dynamodb.putItem(
                            r -> r.tableName("orders").item(item("1")).conditionExpression("attribute_not_exists(id)")))
                    .isInstanceOf(ConditionalCheckFailedException.class);
            assertThatThrownBy(() -> dynamodb.transactWriteItems(r -> r.transactItems(
                            w -> w.put(p -> p.tableName("orders").item(item("2"))),
                            w -> w.put(p -> p.tableName("orders")
                                    .item(item("1"))
                                    .conditionExpression("attribute_not_exists(id)")))))
                    .isInstanceOf(TransactionCanceledException.class);
            assertThat(changes(streams, streamArn)).singleElement().satisfies(change -> {
                assertThat(change.eventName()).isEqualTo(OperationType.INSERT);
                assertThat(change.dynamodb().newImage()).isEqualTo(item("1"));
            });
        }
    }

    private static String createTable(DynamoDbClient dynamodb) {
        return dynamodb.createTable(r -> r.tableName("orders")
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                        .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH))
                        .streamSpecification(
                                s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)))
                .tableDescription()
                .latestStreamArn();
    }

    private static List<Record> changes(DynamoDbStreamsClient streams, String arn) {
        String shard = streams.describeStream(r -> r.streamArn(arn))
                .streamDescription()
                .shards()
                .get(0)
                .shardId();
        String iterator = streams.getShardIterator(
                        r -> r.streamArn(arn).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        return streams.getRecords(r -> r.shardIterator(iterator)).records();
    }

    private static Map<String, AttributeValue> item(String id) {
        return Map.of("id", AttributeValue.fromS(id));
    }
}
