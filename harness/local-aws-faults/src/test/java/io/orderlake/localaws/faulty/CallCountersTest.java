package io.orderlake.localaws.faulty;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.localaws.LocalAwsGroup;
import io.orderlake.localaws.LocalClients;
import io.orderlake.localaws.faults.Fault;
import io.orderlake.localaws.faults.FaultKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;

/** What is counted of the calls that pass. */
class CallCountersTest {

    private static final String TABLE = "things";

    @TempDir
    static Path state;

    static LocalAwsGroup group;
    static FaultAdmin admin;
    static DynamoDbClient dynamodb;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        group = LocalAwsGroup.start(state, LocalAwsGroup.Tables.IN_MEMORY, FaultyLocalAws.OF_ALL);
        admin = new FaultAdmin(group.endpoints().admin());
        dynamodb = LocalClients.dynamodb(group.endpoints().dynamodb());
        dynamodb.createTable(table -> table.tableName(TABLE)
                .attributeDefinitions(a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH))
                .billingMode(BillingMode.PAY_PER_REQUEST));
    }

    @AfterAll
    static void stop() {
        dynamodb.close();
        group.close();
    }

    @Test
    void aTransactionCostsTwoUnitsForEachKilobyteOfEachItem() {
        dynamodb.transactWriteItems(write -> write.transactItems(put("a", 100), put("b", 1_900)));
        assertThat(totals("dynamodb", "TransactWriteItems", TABLE).path("units").asLong())
                .isEqualTo(2 + 4);
    }

    @Test
    void whatDidNotReachItsServiceDoesNotCount() {
        admin.inject(Fault.always(FaultKind.INTERNAL_ERROR).during("DeleteItem").times(2));
        dynamodb.deleteItem(delete -> delete.tableName(TABLE).key(Map.of("id", AttributeValue.fromS("a"))));
        assertThat(totals("dynamodb", "DeleteItem", TABLE).path("calls").asLong())
                .isEqualTo(1);
    }

    @Test
    void objectsCountByBucketAndFirstFolder() {
        try (S3Client s3 = LocalClients.s3(group.endpoints().s3())) {
            s3.createBucket(bucket -> bucket.bucket(TABLE));
            s3.putObject(put -> put.bucket(TABLE).key("landing/json/x"), RequestBody.fromBytes(new byte[500]));
        }
        assertThat(totals("s3", "CreateBucket", TABLE).path("calls").asLong()).isEqualTo(1);
        assertThat(totals("s3", "PutObject", TABLE + "/landing")
                        .path("requestBytes")
                        .asLong())
                .isGreaterThanOrEqualTo(500);
    }

    @Test
    void callsOfAStreamCountByStream() {
        try (KinesisClient kinesis = LocalClients.kinesis(group.endpoints().kinesis())) {
            kinesis.createStream(create -> create.streamName("orders").shardCount(1));
            kinesis.describeStreamSummary(describe -> describe.streamName("orders"));
        }
        assertThat(totals("kinesis", "DescribeStreamSummary", "orders")
                        .path("calls")
                        .asLong())
                .isEqualTo(1);
    }

    private static TransactWriteItem put(String id, int bytes) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(TABLE)
                        .item(Map.of(
                                "id", AttributeValue.fromS(id),
                                "text", AttributeValue.fromS("x".repeat(bytes)))))
                .build();
    }

    private static JsonNode totals(String service, String operation, String resource) {
        List<JsonNode> found = lines().filter(
                        line -> line.path("call").path("service").asString().equals(service))
                .filter(line -> line.path("call").path("operation").asString().equals(operation))
                .filter(line -> line.path("call").path("resource").asString("").equals(resource))
                .toList();
        assertThat(found).as(operation + " of " + resource).hasSize(1);
        return found.get(0).path("totals");
    }

    private static Stream<JsonNode> lines() {
        return admin.calls().valueStream();
    }
}
