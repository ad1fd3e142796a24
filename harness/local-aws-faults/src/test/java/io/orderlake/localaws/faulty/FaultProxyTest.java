package io.orderlake.localaws.faulty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.localaws.LocalAwsGroup;
import io.orderlake.localaws.LocalClients;
import io.orderlake.localaws.faults.Fault;
import io.orderlake.localaws.faults.FaultKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The real DynamoDB Local and S3Proxy, with calls that go wrong on the way. */
class FaultProxyTest {

    private static final String TABLE = "things";
    private static final int LARGE = 3_000_000;

    @TempDir
    static Path state;

    static LocalAwsGroup group;
    static FaultAdmin admin;
    static DynamoDbClient dynamodb;
    static S3Client s3;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        group = LocalAwsGroup.start(state, LocalAwsGroup.Tables.IN_MEMORY, FaultyLocalAws.OF_ALL);
        admin = new FaultAdmin(group.endpoints().admin());
        dynamodb = LocalClients.dynamodb(group.endpoints().dynamodb());
        s3 = LocalClients.s3(group.endpoints().s3());
        dynamodb.createTable(table -> table.tableName(TABLE)
                .attributeDefinitions(a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH))
                .billingMode(BillingMode.PAY_PER_REQUEST));
        s3.createBucket(bucket -> bucket.bucket(TABLE));
    }

    @AfterAll
    static void stop() {
        dynamodb.close();
        s3.close();
        group.close();
    }

    @AfterEach
    void calm() {
        admin.clearFaults();
    }

    @Test
    void withoutFaultsCallsPassUnchanged() {
        byte[] large = new byte[LARGE];
        new Random(1).nextBytes(large);
        write("large", large);
        assertThat(read("large")).isEqualTo(large);
        assertThatThrownBy(() -> s3.putObject(
                        put -> put.bucket(TABLE).key("large").ifNoneMatch("*"), RequestBody.fromBytes(large)))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
        assertThat(s3.headObject(head -> head.bucket(TABLE).key("large")).contentLength())
                .isEqualTo(LARGE);
        put("plain");
        assertThat(stands("plain")).isTrue();
    }

    @Test
    void aTimeoutAfterEffectHidesAnEffectThatTheRetryMeets() {
        admin.inject(Fault.always(FaultKind.TIMEOUT_AFTER_EFFECT)
                .of("dynamodb")
                .during("PutItem")
                .times(1));
        assertThatThrownBy(() -> dynamodb.putItem(put ->
                        put.tableName(TABLE).item(item("hidden")).conditionExpression("attribute_not_exists(id)")))
                .isInstanceOf(ConditionalCheckFailedException.class);
        assertThat(stands("hidden")).isTrue();
    }

    @Test
    void aDroppedConnectionHasNoEffect() {
        admin.inject(Fault.always(FaultKind.DROP_CONNECTION).of("dynamodb").during("PutItem"));
        try (DynamoDbClient once = withoutRetry()) {
            assertThatThrownBy(() -> once.putItem(put -> put.tableName(TABLE).item(item("dropped"))))
                    .isInstanceOf(SdkClientException.class);
        }
        assertThat(stands("dropped")).isFalse();
    }

    @Test
    void anAnswerIsCutInTheMiddleAfterTheEffect() {
        admin.inject(
                Fault.always(FaultKind.CUT_ANSWER).of("s3").during("PutObject").times(1));
        write("cut", new byte[] {1, 2, 3});
        admin.inject(Fault.always(FaultKind.CUT_ANSWER).of("dynamodb").during("PutItem"));
        try (DynamoDbClient once = withoutRetry()) {
            assertThatThrownBy(() -> once.putItem(put -> put.tableName(TABLE).item(item("cut"))))
                    .isInstanceOf(SdkClientException.class);
        }
        assertThat(stands("cut")).isTrue();
        assertThat(read("cut")).containsExactly(1, 2, 3);
        assertThat(admin.clearFaults()).isEqualTo(Map.of("s3 cut-answer", 1L, "dynamodb cut-answer", 1L));
    }

    @Test
    void throttlingAndErrorsBearTheNamesOfTheService() {
        try (DynamoDbClient once = withoutRetry()) {
            admin.inject(Fault.always(FaultKind.THROTTLE).of("dynamodb").times(1));
            assertThatThrownBy(() -> once.putItem(put -> put.tableName(TABLE).item(item("refused"))))
                    .isInstanceOf(ProvisionedThroughputExceededException.class);
            admin.inject(Fault.always(FaultKind.INTERNAL_ERROR).of("dynamodb").times(1));
            assertThatThrownBy(() -> once.putItem(put -> put.tableName(TABLE).item(item("refused"))))
                    .isInstanceOf(InternalServerErrorException.class);
        }
        assertThat(stands("refused")).isFalse();
        admin.inject(
                Fault.always(FaultKind.THROTTLE).of("s3").during("PutObject").times(1));
        write("slowed", new byte[] {4});
        assertThat(read("slowed")).containsExactly(4);
    }

    @Test
    void aRefusedConnectionIsTriedAgain() {
        admin.inject(Fault.always(FaultKind.REFUSE_CONNECTION).of("dynamodb").times(1));
        try (DynamoDbClient fresh = LocalClients.dynamodb(group.endpoints().dynamodb())) {
            fresh.putItem(put -> put.tableName(TABLE).item(item("refused-once")));
        }
        assertThat(stands("refused-once")).isTrue();
        assertThat(admin.faultsHappened()).isEqualTo(1);
    }

    @Test
    void latencyDelaysACall() {
        admin.inject(Fault.always(FaultKind.LATENCY).of("s3").lasting(Duration.ofMillis(150)));
        long begun = System.nanoTime();
        write("late", new byte[] {5});
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void aFaultKeepsToItsServiceAndItsClient() {
        admin.inject(Fault.always(FaultKind.DROP_CONNECTION).of("kinesis"));
        admin.inject(Fault.always(FaultKind.DROP_CONNECTION).from("transformer"));
        put("spared");
        assertThat(admin.faultsHappened()).isZero();
        try (DynamoDbClient named = LocalClients.at(
                DynamoDbClient.builder()
                        .overrideConfiguration(
                                c -> c.appId("transformer").retryStrategy(AwsRetryStrategy.doNotRetry())),
                group.endpoints().dynamodb())) {
            assertThatThrownBy(() -> named.putItem(put -> put.tableName(TABLE).item(item("hit"))))
                    .isInstanceOf(SdkClientException.class);
        }
        assertThat(admin.faultsHappened()).isEqualTo(1);
    }

    @Test
    void firehoseDeliversToS3WhatItDoesNotRefuse() {
        try (FirehoseClient firehose =
                LocalClients.at(FirehoseClient.builder(), group.endpoints().firehose())) {
            s3.createBucket(r -> r.bucket("delivered"));
            firehose.createDeliveryStream(r -> r.deliveryStreamName("rows")
                    .extendedS3DestinationConfiguration(d -> d.bucketARN("arn:aws:s3:::delivered")
                            .roleARN("arn:aws:iam::000000000000:role/delivery")
                            .prefix("rows/")));
            assertThat(firehose.describeDeliveryStream(r -> r.deliveryStreamName("rows"))
                            .deliveryStreamDescription()
                            .deliveryStreamStatus())
                    .isEqualTo(DeliveryStreamStatus.ACTIVE);
            admin.inject(Fault.always(FaultKind.REFUSE_ENTRIES)
                    .during("PutRecordBatch")
                    .times(1));
            PutRecordBatchResponse response = firehose.putRecordBatch(
                    r -> r.deliveryStreamName("rows").records(row("a\n"), row("b\n"), row("c\n")));
            assertThat(response.failedPutCount()).isEqualTo(1);
            assertThat(response.requestResponses().get(0).errorCode()).isEqualTo("ServiceUnavailableException");
            assertThat(objectTexts("delivered")).containsExactly("b\nc\n");
        }
    }

    private static software.amazon.awssdk.services.firehose.model.Record row(String text) {
        return software.amazon.awssdk.services.firehose.model.Record.builder()
                .data(SdkBytes.fromUtf8String(text))
                .build();
    }

    private static List<String> objectTexts(String bucket) {
        return s3.listObjectsV2(r -> r.bucket(bucket).prefix("rows/")).contents().stream()
                .map(object -> s3.getObjectAsBytes(r -> r.bucket(bucket).key(object.key()))
                        .asUtf8String())
                .toList();
    }

    private static DynamoDbClient withoutRetry() {
        return LocalClients.at(
                DynamoDbClient.builder().overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry())),
                group.endpoints().dynamodb());
    }

    private static void put(String id) {
        dynamodb.putItem(put -> put.tableName(TABLE).item(item(id)));
    }

    private static Map<String, AttributeValue> item(String id) {
        return Map.of("id", AttributeValue.fromS(id));
    }

    private static boolean stands(String id) {
        return dynamodb.getItem(get -> get.tableName(TABLE).key(item(id))).hasItem();
    }

    private static void write(String key, byte[] bytes) {
        s3.putObject(put -> put.bucket(TABLE).key(key), RequestBody.fromBytes(bytes));
    }

    private static byte[] read(String key) {
        return s3.getObjectAsBytes(get -> get.bucket(TABLE).key(key)).asByteArray();
    }
}
