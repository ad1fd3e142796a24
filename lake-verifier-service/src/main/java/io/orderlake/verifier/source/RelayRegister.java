package io.orderlake.verifier.source;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** What the relay has decided about a source, only read: the epoch of a stream, and the lane count of a shard. */
public record RelayRegister(DynamoDbClient dynamodb, String registerTable) {

    /** Empty where the relay has not seen the stream yet. */
    public Optional<Integer> epochOf(String table, String streamArn) {
        return number("epochs", table + "#" + streamArn, "epoch");
    }

    /** Empty where the relay has not begun the shard. */
    public Optional<Integer> lanesOf(String stream, String shardId) {
        return number(stream, "lanes#" + shardId, "lanes");
    }

    private Optional<Integer> number(String pk, String sk, String name) {
        try {
            @Nullable AttributeValue value = dynamodb.getItem(get -> get.tableName(registerTable)
                            .key(Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk))))
                    .item()
                    .get(name);
            return Optional.ofNullable(value).map(number -> Integer.valueOf(number.n()));
        } catch (ResourceNotFoundException notYet) {
            return Optional.empty();
        }
    }
}
