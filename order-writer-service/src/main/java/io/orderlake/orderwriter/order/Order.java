package io.orderlake.orderwriter.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.orderlake.orderwriter.input.RequestRefusal;
import io.orderlake.orderwriter.input.RequestRefusal.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * An order as it is in the table.
 *
 * @param createdAt epoch milliseconds
 * @param updatedAt epoch milliseconds, never less than {@code createdAt}
 * @param version grows by one with each write of this id, deletes included, and never starts again
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

    /** Prefix of the ids of the generator, which writes them without conditions. */
    public static final String GENERATED_PREFIX = "gen-";

    public Order {
        if (version < 1) {
            throw new IllegalArgumentException("version: expected 1 or more but was " + version);
        }
    }

    /**
     * A new order.
     *
     * @param lastVersion the last version that this id had; 0 if the id is new
     */
    public static Order placed(String orderId, OrderRequest request, long lastVersion, Instant now) {
        OrderStatus status = request.status() == null ? OrderStatus.PROCESSING : request.status();
        if (status != OrderStatus.PROCESSING) {
            throw RequestRefusal.of(
                    Reason.CONFLICT, "status", "must be processing for a new order, but was " + status.word());
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

    /** The next version, with the content of the request. */
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

    private Order next(OrderContent nextContent, LocalDate date, @Nullable OrderStatus requested, Instant now) {
        OrderStatus nextStatus = requested == null ? status : requested;
        if (!status.canBecome(nextStatus)) {
            throw RequestRefusal.of(
                    Reason.CONFLICT, "status", "cannot go from " + status.word() + " to " + nextStatus.word());
        }
        if (status.isFinal()) {
            throw RequestRefusal.of(
                    Reason.CONFLICT, "status", "is " + status.word() + ": this order can no longer change");
        }
        // A clock that was set back must not make updated_at smaller.
        long millis = Math.max(now.toEpochMilli(), updatedAt);
        return new Order(orderId, nextContent, nextStatus, date, createdAt, millis, version + 1);
    }
}
