package io.orderlake.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A laptop that is closed for longer than DynamoDB keeps stream records. */
class DowntimeTest {

    private static final Duration DOWN = Duration.ofDays(3);

    @TempDir
    Path state;

    @Test
    void streamRecordsAndTheirNumberingOutliveTheDowntime() throws Exception {
        List<String> before;
        try (LocalAwsGroup group = LocalAwsGroup.start(state, LocalAwsGroup.Tables.ON_DISK);
                DynamoDbClient tables = LocalClients.dynamodb(group.endpoints().dynamodb())) {
            createTable(tables);
            put(tables, "one");
            put(tables, "two");
            before = sequences(group);
        }
        age(DOWN);
        try (LocalAwsGroup group = LocalAwsGroup.start(state, LocalAwsGroup.Tables.ON_DISK);
                DynamoDbClient tables = LocalClients.dynamodb(group.endpoints().dynamodb())) {
            put(tables, "three");

            assertThat(sequences(group)).hasSize(3).startsWith(before.get(0), before.get(1));
            assertThat(sequences(group)).extracting(BigInteger::new).isSorted().doesNotHaveDuplicates();
        }
    }

    private void age(Duration by) throws SQLiteException {
        Logger.getLogger("com.almworks.sqlite4java").setLevel(Level.OFF);
        System.setProperty(
                "sqlite4java.library.path",
                Path.of("dynamodb/target/lib").toAbsolutePath().toString());
        SQLiteConnection database = new SQLiteConnection(
                state.resolve("dynamodb/shared-local-instance.db").toFile());
        try {
            database.open(false);
            for (String table : List.of("us", "ss", "sm", "dm")) {
                database.exec("UPDATE " + table + " SET CreationDateTime = CreationDateTime - " + by.toMillis());
            }
        } finally {
            database.dispose();
        }
    }

    private static List<String> sequences(LocalAwsGroup group) {
        try (DynamoDbStreamsClient streams =
                LocalClients.dynamodbStreams(group.endpoints().dynamodb())) {
            String arn = streams.listStreams().streams().get(0).streamArn();
            return streams.describeStream(d -> d.streamArn(arn)).streamDescription().shards().stream()
                    .flatMap(shard -> records(streams, arn, shard.shardId()).stream())
                    .map(record -> record.dynamodb().sequenceNumber())
                    .toList();
        }
    }

    private static List<Record> records(DynamoDbStreamsClient streams, String arn, String shard) {
        String iterator = streams.getShardIterator(
                        i -> i.streamArn(arn).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        return streams.getRecords(r -> r.shardIterator(iterator)).records();
    }

    private static void put(DynamoDbClient tables, String id) {
        tables.putItem(p -> p.tableName("orders").item(Map.of("id", AttributeValue.fromS(id))));
    }

    private static void createTable(DynamoDbClient tables) {
        tables.createTable(t -> t.tableName("orders")
                .attributeDefinitions(a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .streamSpecification(s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
    }
}
