package io.orderlake.orderwriter.generator;

import io.orderlake.orderwriter.order.Order;
import io.orderlake.orderwriter.order.OrderPatch;
import io.orderlake.orderwriter.order.OrderStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The endless sequence of writes of one run. It remembers the orders that it may still change, so each write is
 * possible and has the next version. The same seed and mix give the same sequence, except for run name and times.
 */
final class GeneratorPlan {

    /** Orders that may still be changed; limits the memory of an endless run. */
    private static final int MAX_REMEMBERED = 10_000;

    private static final int MAX_DRAWS = 8;

    private final String run;
    private final long seed;
    private final GeneratorMix mix;
    private final Random random;
    private final MockOrders mock;
    private final List<Order> orders = new ArrayList<>();
    private long created;

    GeneratorPlan(String run, long seed, GeneratorMix mix) {
        this.run = run;
        this.seed = seed;
        this.mix = mix;
        this.random = new Random(seed);
        this.mock = new MockOrders(random);
    }

    String run() {
        return run;
    }

    long seed() {
        return seed;
    }

    /** Number of creates planned so far. */
    long created() {
        return created;
    }

    GeneratedWrite next(Instant now) {
        WriteKind kind = mix.at(random.nextInt(mix.total()));
        if (kind == WriteKind.CREATE) {
            return create(now);
        }
        for (int draw = 0; draw < MAX_DRAWS && !orders.isEmpty(); draw++) {
            int index = random.nextInt(orders.size());
            if (possible(kind, orders.get(index))) {
                return kind == WriteKind.DELETE ? delete(index) : change(kind, index, now);
            }
        }
        return create(now);
    }

    private GeneratedWrite create(Instant now) {
        created++;
        Order order = Order.placed(Order.GENERATED_PREFIX + run + "-" + created, mock.order(), 0, now);
        if (orders.size() == MAX_REMEMBERED) {
            orders.set(random.nextInt(MAX_REMEMBERED), order);
        } else {
            orders.add(order);
        }
        return new GeneratedWrite(WriteKind.CREATE, order);
    }

    private GeneratedWrite change(WriteKind kind, int index, Instant now) {
        Order next = orders.get(index);
        Order before = next;
        while (next.equals(before)) { // A patch that changes nothing is no write: draw another one.
            next = before.patched(patch(kind, before), now);
        }
        orders.set(index, next);
        return new GeneratedWrite(kind, next);
    }

    private GeneratedWrite delete(int index) {
        Order order = orders.get(index);
        Order last = orders.remove(orders.size() - 1);
        if (index < orders.size()) {
            orders.set(index, last);
        }
        return new GeneratedWrite(WriteKind.DELETE, order);
    }

    private OrderPatch patch(WriteKind kind, Order order) {
        return switch (kind) {
            case UPDATE -> random.nextBoolean() ? advance(order) : OrderPatch.quantity(mock.quantity());
            case CANCEL -> OrderPatch.status(OrderStatus.CANCELLED);
            case ADDRESS -> OrderPatch.address(mock.address());
            case PROMO -> OrderPatch.promoCode(mock.promoCode());
            case CREATE, DELETE -> throw new IllegalArgumentException(kind + " is no change");
        };
    }

    private static OrderPatch advance(Order order) {
        boolean shipped = order.status() == OrderStatus.SHIPPED;
        return OrderPatch.status(shipped ? OrderStatus.DELIVERED : OrderStatus.SHIPPED);
    }

    private static boolean possible(WriteKind kind, Order order) {
        return switch (kind) {
            case UPDATE, ADDRESS, PROMO -> !order.status().isFinal();
            case CANCEL ->
                order.status().canBecome(OrderStatus.CANCELLED)
                        && !order.status().isFinal();
            case CREATE, DELETE -> true;
        };
    }
}
