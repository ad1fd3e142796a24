package io.orderlake.orderwriter.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.orderlake.orderwriter.input.Refusal;
import io.orderlake.orderwriter.input.Refusal.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * An order as it stands in the table.
 *
 * @param createdAt epoch milliseconds
 * @param updatedAt epoch milliseconds, never before {@code createdAt}
 * @param version grows by one with each write of this id, a delete included, and never starts again
 */
@JsonPropertyOrder({"order_id", "version", "status"})
public record Order(
        @JsonProperty("order_id") String orderId,
        @JsonUnwrapped OrderContent content,
        OrderStatus status,
        @JsonProperty("order_date") LocalDate orderDate,
        @JsonProperty("created_at") long createdAt,
        @JsonProperty("updated_at") long updatedAt,
        long version) {

    /** Ids that begin so belong to the generator, which writes them without conditions. */
    public static final String GENERATED_PREFIX = "gen-";

    public Order {
        if (version < 1) {
            throw new IllegalArgumentException("version: expected 1 or more but was " + version);
        }
    }

    /**
     * A new order.
     *
     * @param lastVersion that this id ever had; 0 if it is new
     */
    public static Order placed(String orderId, OrderRequest request, long lastVersion, Instant now) {
        OrderStatus status = request.status() == null ? OrderStatus.PROCESSING : request.status();
        if (status != OrderStatus.PROCESSING) {
            throw Refusal.of(Reason.CONFLICT, "status", "must be processing for a new order, but was " + status.word());
        }
        LocalDate date = request.orderDate() == null ? LocalDate.ofInstant(now, ZoneOffset.UTC) : request.orderDate();
        long millis = now.toEpochMilli();
        return new Order(orderId, request.content(), status, date, millis, millis, lastVersion + 1);
    }

    /** Quantity times price, exact. */
    @JsonProperty
    public BigDecimal total() {
        return content.total();
    }

    /** The next version, with everything that the request says. */
    public Order replaced(OrderRequest request, Instant now) {
        LocalDate date = request.orderDate() == null ? orderDate : request.orderDate();
        return next(request.content(), date, request.status(), now);
    }

    /** The next version; the same order if the patch changes nothing. */
    public Order patched(OrderPatch patch, Instant now) {
        OrderContent patched = content.patched(patch);
        boolean unchanged = patched.equals(content) && (patch.status() == null || patch.status() == status);
        return unchanged ? this : next(patched, orderDate, patch.status(), now);
    }

    private Order next(OrderContent nextContent, LocalDate date, @Nullable OrderStatus wanted, Instant now) {
        OrderStatus nextStatus = wanted == null ? status : wanted;
        if (!status.canBecome(nextStatus)) {
            throw Refusal.of(Reason.CONFLICT, "status", "cannot go from " + status.word() + " to " + nextStatus.word());
        }
        if (status.isFinal()) {
            throw Refusal.of(Reason.CONFLICT, "status", "is " + status.word() + ": this order can no longer change");
        }
        // A clock that was set back must not make an order older than it was.
        long millis = Math.max(now.toEpochMilli(), updatedAt);
        return new Order(orderId, nextContent, nextStatus, date, createdAt, millis, version + 1);
    }
}
