package io.orderlake.orderwriter;

import io.orderlake.orderwriter.table.OrderTableSettings;
import io.orderlake.stream.aws.AwsClients;
import io.orderlake.stream.aws.AwsSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The content of the order table's change stream, which is all that the rest of the fleet reads. */
public final class OrderTableStream {

    private OrderTableStream() {}

    /** The versions of one order in stream order, where a delete counts as the next version. */
    public static List<Long> versions(OrderTableSettings names, String orderId) {
        return versions(names).getOrDefault(orderId, List.of());
    }

    /** The versions of all orders, from one read of the stream. */
    public static Map<String, List<Long>> versions(OrderTableSettings names) {
        return all(names).stream()
                .collect(Collectors.groupingBy(
                        change -> orderId(change.dynamodb().keys()),
                        Collectors.mapping(OrderTableStream::version, Collectors.toList())));
    }

    private static List<Record> all(OrderTableSettings names) {
        String stream = TestOrderTables.client()
                .describeTable(table -> table.tableName(names.name()))
                .table()
                .latestStreamArn();
        List<Record> changes = new ArrayList<>();
        try (DynamoDbStreamsClient streams =
                new AwsClients(AwsSettings.at(TestOrderTables.endpoint())).dynamodbStreams()) {
            for (Shard shard : streams.describeStream(request -> request.streamArn(stream))
                    .streamDescription()
                    .shards()) {
                changes.addAll(read(streams, stream, shard));
            }
        }
        return changes;
    }

    private static List<Record> read(DynamoDbStreamsClient streams, String stream, Shard shard) {
        List<Record> changes = new ArrayList<>();
        String iterator = streams.getShardIterator(request -> request.streamArn(stream)
                        .shardId(shard.shardId())
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        GetRecordsResponse page;
        do {
            String from = iterator;
            page = streams.getRecords(request -> request.shardIterator(from));
            changes.addAll(page.records());
            iterator = page.nextShardIterator();
        } while (!page.records().isEmpty());
        return changes;
    }

    private static long version(Record change) {
        StreamRecord images = change.dynamodb();
        boolean delete = change.eventName() == OperationType.REMOVE;
        return delete ? versionIn(images.oldImage()) + 1 : versionIn(images.newImage());
    }

    private static String orderId(Map<String, AttributeValue> key) {
        return key.getOrDefault("order_id", AttributeValue.fromS("none")).s();
    }

    private static long versionIn(Map<String, AttributeValue> image) {
        return Long.parseLong(
                image.getOrDefault("version", AttributeValue.fromN("-1")).n());
    }
}
