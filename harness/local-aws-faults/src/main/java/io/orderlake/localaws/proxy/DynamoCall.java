package io.orderlake.localaws.proxy;

import io.orderlake.localaws.calls.AnsweredCall;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A call of DynamoDB or of its streams, read from its JSON. */
record DynamoCall(String target, JsonNode body) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int WRITE_UNIT_BYTES = 1 << 10;
    private static final int READ_UNIT_BYTES = 4 << 10;

    static DynamoCall of(HttpMessage request) {
        return new DynamoCall(String.valueOf(request.header("x-amz-target")), json(request.body()));
    }

    private static JsonNode json(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException e) {
            return MAPPER.nullNode(); // DynamoDB answers what is wrong with it.
        }
    }

    AnsweredCall answered(@Nullable String client) {
        return new AnsweredCall(client, service(), operation(), resource());
    }

    private String service() {
        return target.startsWith("DynamoDBStreams") ? "dynamodbstreams" : "dynamodb";
    }

    private String operation() {
        return target.substring(target.lastIndexOf('.') + 1);
    }

    private @Nullable String resource() {
        String arn = body.path("StreamArn").asString(body.path("ShardIterator").asString(""));
        String batch = body.path("RequestItems")
                .propertyStream()
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
        String table = body.findPath("TableName").asString(batch + tableOf(arn));
        return table.isEmpty() ? null : table;
    }

    /** An iterator holds its stream's name, as {@code arn:…:table/NAME/stream/TIME} does. */
    private static String tableOf(String arn) {
        String[] parts = arn.split("/", -1);
        return parts.length > 1 ? parts[1] : "";
    }

    /** As AWS bills on demand. */
    long units(int answerBytes) {
        return switch (operation()) {
            case "PutItem", "UpdateItem", "DeleteItem" -> writeUnits(body);
            case "TransactWriteItems" -> 2 * each(body.path("TransactItems"));
            case "BatchWriteItem" ->
                body.path("RequestItems")
                        .valueStream()
                        .mapToLong(DynamoCall::each)
                        .sum();
            case "GetItem", "BatchGetItem", "Query", "Scan" -> rounded(answerBytes, READ_UNIT_BYTES);
            case "TransactGetItems" -> 2 * rounded(answerBytes, READ_UNIT_BYTES);
            default -> 1;
        };
    }

    private static long each(JsonNode items) {
        return items.valueStream().mapToLong(DynamoCall::writeUnits).sum();
    }

    private static long writeUnits(JsonNode item) {
        return rounded(item.toString().length(), WRITE_UNIT_BYTES);
    }

    private static long rounded(int bytes, int unit) {
        return Math.max(1, (bytes + unit - 1) / unit);
    }
}
