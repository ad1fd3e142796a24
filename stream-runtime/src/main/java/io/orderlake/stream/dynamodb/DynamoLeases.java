package io.orderlake.stream.dynamodb;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromSs;

import io.orderlake.stream.Lease;
import io.orderlake.stream.Leases;
import io.orderlake.stream.Shard;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Leases in a DynamoDB table, as {@link LeaseItem}s. Other classes may keep attributes of their own on a lease's item, so an
 * item is always updated and never replaced.
 */
public final class DynamoLeases implements Leases {

    private static final Duration BEAT_LIFETIME = Duration.ofDays(1);
    private static final String STILL_MINE = "#owner = :owner AND #epoch = :epoch";

    private final DynamoDbClient dynamodb;
    private final String table;
    private final String stream;
    private final InstantSource time;

    public DynamoLeases(DynamoDbClient dynamodb, String table, String stream, InstantSource time) {
        this.dynamodb = dynamodb;
        this.table = table;
        this.stream = stream;
        this.time = time;
    }

    /** Creates the lease table where there is none, and waits until it can be used. */
    public void createIfMissing() {
        new LeaseTable(dynamodb, table).createIfMissing();
    }

    @Override
    public List<Lease> all() {
        return items(LeaseItem.SHARD).stream()
                .map(item -> LeaseItem.lease(stream, item))
                .toList();
    }

    @Override
    public void add(Shard shard) {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":zero", fromN("0"), ":false", fromBool(false)));
        String parents = "";
        if (!shard.parents().isEmpty()) { // DynamoDB has no empty sets.
            values.put(":parents", fromSs(List.copyOf(shard.parents())));
            parents = ", #parents = :parents";
        }
        update(
                LeaseItem.SHARD + shard.id(),
                "SET #epoch = :zero, #counter = :zero, #finished = :false" + parents,
                "attribute_not_exists(#pk)",
                values);
    }

    @Override
    public Optional<Lease> take(Lease seen, String owner) {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(
                ":me", fromS(owner),
                ":one", fromN("1"),
                ":false", fromBool(false),
                ":epoch", number(seen.epoch()),
                ":counter", number(seen.counter())));
        String sameOwner = "attribute_not_exists(#owner)";
        if (seen.owner() != null) {
            values.put(":owner", fromS(seen.owner()));
            sameOwner = "#owner = :owner";
        }
        return update(
                LeaseItem.SHARD + seen.shardId(),
                "SET #owner = :me, #epoch = #epoch + :one, #counter = #counter + :one",
                sameOwner + " AND #epoch = :epoch AND #counter = :counter AND #finished = :false",
                values);
    }

    @Override
    public Optional<Lease> renew(Lease held) {
        return keepingProof(held, "SET #counter = #counter + :one", Map.of(":one", fromN("1")));
    }

    @Override
    public Optional<Lease> checkpoint(Lease held, @Nullable String sequence, boolean finished) {
        if (sequence == null) {
            return keepingProof(held, "SET #finished = :finished", Map.of(":finished", fromBool(finished)));
        }
        return keepingProof(
                held,
                "SET #checkpoint = :checkpoint, #finished = :finished",
                Map.of(":checkpoint", fromS(sequence), ":finished", fromBool(finished)));
    }

    @Override
    public void release(Lease held) {
        update(held, "REMOVE #owner", Map.of());
    }

    @Override
    public void beat(String instance) {
        long expires = time.instant().plus(BEAT_LIFETIME).getEpochSecond();
        update(
                LeaseItem.INSTANCE + instance,
                "SET #expires = :expires ADD #beats :one",
                null,
                Map.of(":expires", number(expires), ":one", fromN("1")));
    }

    @Override
    public void leave(String instance) {
        dynamodb.deleteItem(
                delete -> delete.tableName(table).key(LeaseItem.key(stream, LeaseItem.INSTANCE + instance)));
    }

    @Override
    public List<Beat> beats() {
        return items(LeaseItem.INSTANCE).stream().map(LeaseItem::beat).toList();
    }

    private List<Map<String, AttributeValue>> items(String prefix) {
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression("pk = :pk AND begins_with(sk, :prefix)")
                .expressionAttributeValues(Map.of(":pk", fromS(stream), ":prefix", fromS(prefix)))
                .build();
        return dynamodb.queryPaginator(query).items().stream().toList();
    }

    private Optional<Lease> keepingProof(Lease held, String set, Map<String, AttributeValue> values) {
        if (held.provenAt() == null) {
            return update(held, set, values);
        }
        Map<String, AttributeValue> all = new HashMap<>(values);
        all.put(":proven", number(held.provenAt().toEpochMilli()));
        return update(held, set + ", #proven = :proven", all);
    }

    private Optional<Lease> update(Lease held, String change, Map<String, AttributeValue> values) {
        if (held.owner() == null) {
            throw new IllegalArgumentException("Cannot change a lease: expected an owner but was " + held);
        }
        Map<String, AttributeValue> all = new HashMap<>(values);
        all.put(":owner", fromS(held.owner()));
        all.put(":epoch", number(held.epoch()));
        return update(LeaseItem.SHARD + held.shardId(), change, STILL_MINE, all);
    }

    private Optional<Lease> update(
            String sk, String change, @Nullable String condition, Map<String, AttributeValue> values) {
        UpdateItemRequest request = UpdateItemRequest.builder()
                .tableName(table)
                .key(LeaseItem.key(stream, sk))
                .updateExpression(change)
                .conditionExpression(condition)
                .expressionAttributeNames(LeaseItem.names(change + condition))
                .expressionAttributeValues(values)
                .returnValues(ReturnValue.ALL_NEW)
                .build();
        try {
            Map<String, AttributeValue> now = dynamodb.updateItem(request).attributes();
            return sk.startsWith(LeaseItem.SHARD) ? Optional.of(LeaseItem.lease(stream, now)) : Optional.empty();
        } catch (ConditionalCheckFailedException faster) {
            return Optional.empty();
        }
    }

    private static AttributeValue number(long number) {
        return fromN(Long.toString(number));
    }
}
