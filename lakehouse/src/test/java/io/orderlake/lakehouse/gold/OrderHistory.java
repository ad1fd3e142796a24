package io.orderlake.lakehouse.gold;

import io.orderlake.lakehouse.Change;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random histories of orders: status changes, price changes, deletes, replays, late and out of order. */
public final class OrderHistory {

    private static final String[] STATUSES = {"processing", "shipped", "delivered", "cancelled"};

    private final Random random;
    private long position;

    public OrderHistory(long seed) {
        random = new Random(seed);
    }

    /** The next changes, shuffled, a few of them twice. */
    public List<Change> next(int count) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(change());
        }
        changes.addAll(changes.subList(0, count / 10));
        java.util.Collections.shuffle(changes, random);
        return changes;
    }

    private Change change() {
        int order = random.nextInt(30);
        String id = "o-" + order;
        long at = ++position;
        if (random.nextInt(8) == 0) {
            return Change.delete(id, at);
        }
        long quantity = 1 + random.nextInt(3);
        return Change.update(id, at)
                .with("customer_id", "c-" + order % 7)
                .with("product_name", "p-" + order % 5)
                .with("product_category", "cat")
                .with("quantity", quantity)
                .with("total", BigDecimal.valueOf(quantity * (100 + random.nextInt(900)), 2))
                .with("currency", order % 2 == 0 ? "EUR" : "USD")
                .with("status", STATUSES[random.nextInt(STATUSES.length)])
                .with("order_date", Date.valueOf(LocalDate.of(2026, 11, 1 + order % 9)));
    }
}
