package io.orderlake.orderwriter;

import io.orderlake.orderwriter.input.Refusal;
import io.orderlake.orderwriter.input.Refusal.Reason;
import io.orderlake.orderwriter.input.TextRule;
import io.orderlake.orderwriter.order.IdempotencyKey;
import io.orderlake.orderwriter.order.IfMatch;
import io.orderlake.orderwriter.order.Order;
import io.orderlake.orderwriter.order.OrderPatch;
import io.orderlake.orderwriter.order.OrderRequest;
import io.orderlake.orderwriter.order.OrderStatus;
import io.orderlake.orderwriter.order.Placed;
import io.orderlake.orderwriter.table.OrderTable;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An order's way into the table: read the request, look at what stands, check the condition, make the next version,
 * write it if nothing has changed meanwhile; otherwise look again. A {@link Refusal} has written nothing.
 */
public final class PlaceOrder {

    /** Each lost race means that another writer won, so this many lost in a row is a crowd, not a hitch. */
    private static final int ATTEMPTS = 20;

    private static final TextRule ORDER_ID =
            TextRule.matching("[A-Za-z0-9._-]{1,64}", "1 to 64 letters, digits, '.', '_' or '-'");

    private final OrderTable table;
    private final Supplier<String> ids;
    private final Clock clock;

    public PlaceOrder(OrderTable table, Supplier<String> ids, Clock clock) {
        this.table = table;
        this.ids = ids;
        this.clock = clock;
    }

    /** Places a new order under a new id; the same key with the same body brings the first answer again. */
    public Placed create(byte[] body, @Nullable String idempotencyKey) {
        OrderRequest request = OrderRequest.read(body);
        IdempotencyKey key = IdempotencyKey.of(idempotencyKey, body);
        return untilUncontended(() -> answerTo(key).or(() -> insert(ids.get(), request, key)));
    }

    /** Replaces the order, or creates it under this id; a deleted id continues its versions. */
    public Placed replace(String id, byte[] body, IfMatch ifMatch) {
        refuseUnlessOwn(id);
        OrderRequest request = OrderRequest.read(body);
        return untilUncontended(() -> {
            Optional<Order> standing = table.find(id);
            ifMatch.refuseUnlessMatches(standing);
            return standing.isEmpty()
                    ? insert(id, request, null)
                    : overwrite(standing.get(), order -> order.replaced(request, clock.instant()))
                            .map(order -> new Placed(order, Placed.How.REPLACED));
        });
    }

    /** Changes some fields; what changes nothing writes nothing. */
    public Order change(String id, byte[] body, IfMatch ifMatch) {
        return patch(id, OrderPatch.read(body), ifMatch);
    }

    /** Cancels the order; one that is cancelled already stays as it is. */
    public Order cancel(String id, IfMatch ifMatch) {
        return patch(id, OrderPatch.status(OrderStatus.CANCELLED), ifMatch);
    }

    /** Deletes the order and keeps its last version. */
    public void delete(String id, IfMatch ifMatch) {
        onStanding(id, ifMatch, order -> table.delete(order) ? Optional.of(order) : Optional.empty());
    }

    public Order find(String id) {
        return possible(id)
                .flatMap(table::find)
                .orElseThrow(() -> Refusal.of(Reason.NOT_FOUND, "There is no such order"));
    }

    /** One page of orders, after the one of {@code afterId}. */
    public OrderTable.Page list(int limit, @Nullable String afterId) {
        return table.list(limit, afterId);
    }

    private Order patch(String id, OrderPatch patch, IfMatch ifMatch) {
        return onStanding(id, ifMatch, standing -> overwrite(standing, order -> order.patched(patch, clock.instant())));
    }

    private Order onStanding(String id, IfMatch ifMatch, Function<Order, Optional<Order>> write) {
        refuseUnlessOwn(id);
        return untilUncontended(() -> {
            Order standing = find(id);
            ifMatch.refuseUnlessMatches(Optional.of(standing));
            return write.apply(standing);
        });
    }

    private Optional<Order> overwrite(Order standing, UnaryOperator<Order> change) {
        Order next = change.apply(standing);
        return next.equals(standing) || table.replace(standing, next) ? Optional.of(next) : Optional.empty();
    }

    private Optional<Placed> insert(String id, OrderRequest request, @Nullable IdempotencyKey key) {
        long lastVersion = table.lastVersion(id);
        Order order = Order.placed(id, request, lastVersion, clock.instant());
        return table.insert(order, key) ? Optional.of(new Placed(order, Placed.How.CREATED)) : Optional.empty();
    }

    private Optional<Placed> answerTo(@Nullable IdempotencyKey key) {
        return key == null
                ? Optional.empty()
                : table.answerTo(key, clock.instant()).map(order -> new Placed(order, Placed.How.REPEATED));
    }

    private static <T> T untilUncontended(Supplier<Optional<T>> attempt) {
        for (int i = 0; i < ATTEMPTS; i++) {
            Optional<T> done = attempt.get();
            if (done.isPresent()) {
                return done.get();
            }
        }
        throw Refusal.of(
                Reason.CONTENDED, "Cannot write: others changed the same order each of " + ATTEMPTS + " times");
    }

    private static void refuseUnlessOwn(String id) {
        if (id.startsWith(Order.GENERATED_PREFIX)) {
            throw Refusal.of(
                    Reason.CONFLICT,
                    "order_id",
                    "begins with " + Order.GENERATED_PREFIX + ": only the generator writes such orders");
        }
        ORDER_ID.problem(id).ifPresent(problem -> {
            throw Refusal.of(Reason.INVALID, "order_id", problem);
        });
    }

    /** What can be no id is not looked up: DynamoDB answers a key that is too long with an error. */
    private static Optional<String> possible(String id) {
        return ORDER_ID.problem(id).isPresent() ? Optional.empty() : Optional.of(id);
    }
}
