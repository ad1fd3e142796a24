package io.orderlake.proof.source;

import io.orderlake.proof.source.SourceShards.Relayed;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Reads the relay's register: the epoch of a stream, the lane count of a shard, and the leases. */
public record RelayRegister(DynamoDbClient dynamodb, String registerTable) {

    private static final String LEASE = "shard#";

    /** Empty if the relay has not seen the stream yet. */
    public Optional<Integer> epochOf(String table, String streamArn) {
        return number("epochs", table + "#" + streamArn, "epoch");
    }

    /** Empty if the relay has not begun the shard. */
    public Optional<Integer> lanesOf(String stream, String shardId) {
        return number(stream, "lanes#" + shardId, "lanes");
    }

    /** How far the relay has read each shard of a stream that it has begun. */
    public Map<String, Relayed> leasesOf(String stream) {
        try {
            return dynamodb
                    .queryPaginator(query -> query.tableName(registerTable)
                            .consistentRead(true)
                            .keyConditionExpression("pk = :pk AND begins_with(sk, :prefix)")
                            .expressionAttributeValues(Map.of(
                                    ":pk", AttributeValue.fromS(stream), ":prefix", AttributeValue.fromS(LEASE))))
                    .items()
                    .stream()
                    .collect(Collectors.toMap(
                            item -> Objects.requireNonNull(item.get("sk")).s().substring(LEASE.length()),
                            RelayRegister::relayed));
        } catch (ResourceNotFoundException notYet) {
            return Map.of();
        }
    }

    private static Relayed relayed(Map<String, AttributeValue> lease) {
        @Nullable AttributeValue proven = lease.get("proven_at");
        @Nullable AttributeValue finished = lease.get("finished");
        return new Relayed(
                proven == null ? 0 : Long.parseLong(proven.n()),
                finished != null && Boolean.TRUE.equals(finished.bool()));
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
