package io.orderlake.orderwriter.table;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import io.micrometer.core.instrument.Counter;
import io.orderlake.orderwriter.input.RequestRefusal;
import io.orderlake.orderwriter.input.RequestRefusal.Reason;
import io.orderlake.orderwriter.order.IdempotencyKey;
import io.orderlake.orderwriter.order.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * The orders in DynamoDB. Each write has the condition that nothing has changed since the order was read. If something
 * has changed, it writes nothing and returns false.
 *
 * <p>The versions of one id are 1, 2, 3 ... without a gap, where a delete counts as the next version. A delete writes its
 * version to a second table in the same transaction, and a later order with the same id continues from there.
 */
public final class OrderTable {

    private static final Duration ANSWERS_LAST = Duration.ofHours(24);

    private static final List<String> LOST_RACE = List.of("None", "ConditionalCheckFailed", "TransactionConflict");

    private static final String LAST_VERSION = "last_version";
    private static final String ANSWER = "answer";
    private static final String FINGERPRINT = "fingerprint";
    static final String IDEMPOTENCY_KEY = "idempotency_key";
    static final String EXPIRES_AT = "expires_at";

    private final DynamoDbClient dynamodb;
    private final OrderTableSettings tables;
    private final Counter changes;

    public OrderTable(DynamoDbClient dynamodb, OrderTableSettings tables, Counter changes) {
        this.dynamodb = dynamodb;
        this.tables = tables;
        this.changes = changes;
    }

    public Optional<Order> find(String orderId) {
        return item(tables.name(), OrderItem.KEY, orderId).map(OrderItem::read);
    }

    /** The last version that a deleted order had; 0 if none of this id was ever deleted. */
    public long lastVersion(String orderId) {
        return item(tables.versions(), OrderItem.KEY, orderId)
                .map(item -> OrderItem.whole(item, LAST_VERSION))
                .orElse(0L);
    }

    /** The order that the request with this key has placed, if that was less than a day ago. */
    public Optional<Order> answerTo(IdempotencyKey key, Instant now) {
        Optional<Map<String, AttributeValue>> kept =
                item(tables.idempotency(), IDEMPOTENCY_KEY, key.key()).filter(item -> !expired(item, now));
        if (kept.isPresent() && !key.fingerprint().equals(OrderItem.text(kept.get(), FINGERPRINT))) {
            throw RequestRefusal.of(Reason.KEY_REUSED, "Idempotency-Key", "was used before with another body");
        }
        return kept.map(item -> OrderItem.read(OrderItem.attribute(item, ANSWER).m()));
    }

    /** Writes a new order together with the answer to its key. */
    public boolean insert(Order order, @Nullable IdempotencyKey key) {
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(TransactWriteItem.builder()
                .put(put -> put.tableName(tables.name())
                        .item(OrderItem.of(order))
                        .conditionExpression("attribute_not_exists(order_id)"))
                .build());
        writes.add(lastVersionIs(order.orderId(), order.version() - 1));
        if (key != null) {
            writes.add(keep(key, order));
        }
        return transact(writes);
    }

    /** Writes the next version of an order over the one that was read. */
    public boolean replace(Order read, Order next) {
        try {
            dynamodb.putItem(put -> put.tableName(tables.name())
                    .item(OrderItem.of(next))
                    .conditionExpression("version = :read")
                    .expressionAttributeValues(Map.of(":read", OrderItem.number(read.version())))
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            changes.increment();
            return true;
        } catch (ConditionalCheckFailedException e) {
            // The SDK repeats a call whose answer was lost; then the order that we find was written by our own
            // first attempt.
            return e.hasItem() && OrderItem.of(next).equals(e.item());
        } catch (TransactionConflictException e) {
            return false;
        }
    }

    /** Deletes an order; the delete counts as one more version. */
    public boolean delete(Order read) {
        return transact(deletion(tables, read));
    }

    /** One page of orders, in no particular order, after the order {@code afterId}. */
    public Page list(int limit, @Nullable String afterId) {
        ScanResponse scanned = dynamodb.scan(scan -> {
            scan.tableName(tables.name()).limit(limit).consistentRead(true);
            if (afterId != null) {
                scan.exclusiveStartKey(Map.of(OrderItem.KEY, fromS(afterId)));
            }
        });
        AttributeValue last = scanned.lastEvaluatedKey().get(OrderItem.KEY);
        return new Page(scanned.items().stream().map(OrderItem::read).toList(), last == null ? null : last.s());
    }

    /**
     * One page.
     *
     * @param lastId where the next page goes on; null after the last page
     */
    public record Page(List<Order> orders, @Nullable String lastId) {
        public Page {
            orders = List.copyOf(orders);
        }
    }

    /** The writes that delete an order, to be done in one transaction. */
    public static List<TransactWriteItem> deletion(OrderTableSettings tables, Order read) {
        TransactWriteItem delete = TransactWriteItem.builder()
                .delete(order -> order.tableName(tables.name())
                        .key(Map.of(OrderItem.KEY, fromS(read.orderId())))
                        .conditionExpression("version = :read")
                        .expressionAttributeValues(Map.of(":read", OrderItem.number(read.version()))))
                .build();
        TransactWriteItem remember = TransactWriteItem.builder()
                .put(put -> put.tableName(tables.versions())
                        .item(Map.of(
                                OrderItem.KEY,
                                fromS(read.orderId()),
                                LAST_VERSION,
                                OrderItem.number(read.version() + 1))))
                .build();
        return List.of(delete, remember);
    }

    private TransactWriteItem lastVersionIs(String orderId, long lastVersion) {
        return TransactWriteItem.builder()
                .conditionCheck(check -> {
                    check.tableName(tables.versions()).key(Map.of(OrderItem.KEY, fromS(orderId)));
                    if (lastVersion == 0) {
                        check.conditionExpression("attribute_not_exists(order_id)");
                    } else {
                        check.conditionExpression("last_version = :read")
                                .expressionAttributeValues(Map.of(":read", OrderItem.number(lastVersion)));
                    }
                })
                .build();
    }

    private TransactWriteItem keep(IdempotencyKey key, Order order) {
        long seconds = order.createdAt() / 1000;
        return TransactWriteItem.builder()
                .put(put -> put.tableName(tables.idempotency())
                        .item(Map.of(
                                IDEMPOTENCY_KEY, fromS(key.key()),
                                FINGERPRINT, fromS(key.fingerprint()),
                                ANSWER, fromM(OrderItem.of(order)),
                                EXPIRES_AT, OrderItem.number(seconds + ANSWERS_LAST.toSeconds())))
                        // DynamoDB removes an expired item when it likes, up to days later.
                        .conditionExpression("attribute_not_exists(idempotency_key) OR expires_at <= :now")
                        .expressionAttributeValues(Map.of(":now", OrderItem.number(seconds))))
                .build();
    }

    private static boolean expired(Map<String, AttributeValue> item, Instant now) {
        return OrderItem.whole(item, EXPIRES_AT) <= now.getEpochSecond();
    }

    private boolean transact(List<TransactWriteItem> writes) {
        try {
            dynamodb.transactWriteItems(request -> request.transactItems(writes));
            changes.increment();
            return true;
        } catch (TransactionCanceledException e) {
            if (e.cancellationReasons().stream().allMatch(reason -> LOST_RACE.contains(reason.code()))) {
                return false;
            }
            throw e;
        }
    }

    private Optional<Map<String, AttributeValue>> item(String table, String keyName, String key) {
        Map<String, AttributeValue> item = dynamodb.getItem(get ->
                        get.tableName(table).key(Map.of(keyName, fromS(key))).consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(item);
    }
}
