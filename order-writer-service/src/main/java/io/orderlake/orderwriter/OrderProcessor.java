package io.orderlake.orderwriter;

import io.orderlake.orderwriter.input.RequestRefusal;
import io.orderlake.orderwriter.input.RequestRefusal.Reason;
import io.orderlake.orderwriter.order.IdempotencyKey;
import io.orderlake.orderwriter.order.IfMatch;
import io.orderlake.orderwriter.order.Order;
import io.orderlake.orderwriter.order.OrderOutcome;
import io.orderlake.orderwriter.order.OrderPatch;
import io.orderlake.orderwriter.order.OrderRequest;
import io.orderlake.orderwriter.order.OrderStatus;
import io.orderlake.orderwriter.table.OrderTable;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes orders: read the request, find the current order, check the condition, make the next version, write it if the
 * order has not changed meanwhile; otherwise find it again. A {@link RequestRefusal} has written nothing.
 */
public final class OrderProcessor {

    /** Each lost race means that another writer won: after so many in a row too many writers want the same order. */
    private static final int MAX_ATTEMPTS = 20;

    private static final Predicate<String> ORDER_ID =
            Pattern.compile("[A-Za-z0-9._-]{1,64}").asMatchPredicate();

    private final OrderTable table;
    private final Supplier<String> ids;
    private final Clock clock;

    public OrderProcessor(OrderTable table, Supplier<String> ids, Clock clock) {
        this.table = table;
        this.ids = ids;
        this.clock = clock;
    }

    /** Creates an order under a new id; the same key with the same body returns the first answer again. */
    public OrderOutcome create(byte[] body, @Nullable String idempotencyKey) {
        OrderRequest request = OrderRequest.read(body);
        IdempotencyKey key = IdempotencyKey.of(idempotencyKey, body);
        return untilUncontended(() -> earlierAnswer(key).or(() -> insert(ids.get(), request, key)));
    }

    /** Replaces the order, or creates it under this id; a deleted id continues its versions. */
    public OrderOutcome replace(String id, byte[] body, IfMatch ifMatch) {
        refuseUnlessWritable(id);
        OrderRequest request = OrderRequest.read(body);
        return untilUncontended(() -> {
            Optional<Order> current = table.find(id);
            ifMatch.refuseUnlessMatches(current);
            return current.isEmpty()
                    ? insert(id, request, null)
                    : overwrite(current.get(), order -> order.replaced(request, clock.instant()))
                            .map(order -> new OrderOutcome(order, OrderOutcome.How.REPLACED));
        });
    }

    /** Changes some fields; a patch that changes nothing writes nothing. */
    public Order change(String id, byte[] body, IfMatch ifMatch) {
        return patch(id, OrderPatch.read(body), ifMatch);
    }

    /** Cancels the order; an order that is cancelled already stays as it is. */
    public Order cancel(String id, IfMatch ifMatch) {
        return patch(id, OrderPatch.status(OrderStatus.CANCELLED), ifMatch);
    }

    /** Deletes the order and keeps its last version. */
    public void delete(String id, IfMatch ifMatch) {
        onCurrent(id, ifMatch, order -> table.delete(order) ? Optional.of(order) : Optional.empty());
    }

    public Order find(String id) {
        // Other ids are not looked up, because DynamoDB answers a key that is too long with an error.
        return Optional.of(id)
                .filter(ORDER_ID)
                .flatMap(table::find)
                .orElseThrow(() -> RequestRefusal.of(Reason.NOT_FOUND, "There is no such order"));
    }

    /** One page of orders, after the one of {@code afterId}. */
    public OrderTable.Page list(int limit, @Nullable String afterId) {
        return table.list(limit, afterId);
    }

    private Order patch(String id, OrderPatch patch, IfMatch ifMatch) {
        return onCurrent(id, ifMatch, current -> overwrite(current, order -> order.patched(patch, clock.instant())));
    }

    private Order onCurrent(String id, IfMatch ifMatch, Function<Order, Optional<Order>> write) {
        refuseUnlessWritable(id);
        return untilUncontended(() -> {
            Order current = find(id);
            ifMatch.refuseUnlessMatches(Optional.of(current));
            return write.apply(current);
        });
    }

    private Optional<Order> overwrite(Order current, UnaryOperator<Order> change) {
        Order next = change.apply(current);
        return next.equals(current) || table.replace(current, next) ? Optional.of(next) : Optional.empty();
    }

    private Optional<OrderOutcome> insert(String id, OrderRequest request, @Nullable IdempotencyKey key) {
        long lastVersion = table.lastVersion(id);
        Order order = Order.placed(id, request, lastVersion, clock.instant());
        return table.insert(order, key)
                ? Optional.of(new OrderOutcome(order, OrderOutcome.How.CREATED))
                : Optional.empty();
    }

    private Optional<OrderOutcome> earlierAnswer(@Nullable IdempotencyKey key) {
        return key == null
                ? Optional.empty()
                : table.answerTo(key, clock.instant()).map(order -> new OrderOutcome(order, OrderOutcome.How.REPEATED));
    }

    private static <T> T untilUncontended(Supplier<Optional<T>> attempt) {
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            Optional<T> done = attempt.get();
            if (done.isPresent()) {
                return done.get();
            }
        }
        throw RequestRefusal.of(
                Reason.CONTENDED,
                "Cannot write: other requests changed the same order in each of " + MAX_ATTEMPTS + " attempts");
    }

    private static void refuseUnlessWritable(String id) {
        if (id.startsWith(Order.GENERATED_PREFIX)) {
            throw RequestRefusal.of(
                    Reason.CONFLICT,
                    "order_id",
                    "begins with " + Order.GENERATED_PREFIX + ": only the generator writes such orders");
        }
        if (!ORDER_ID.test(id)) {
            throw RequestRefusal.of(Reason.INVALID, "order_id", "must be 1 to 64 letters, digits, '.', '_' or '-'");
        }
    }
}
