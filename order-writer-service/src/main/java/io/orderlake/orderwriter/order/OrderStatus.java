package io.orderlake.orderwriter.order;

import com.fasterxml.jackson.annotation.JsonValue;
import io.orderlake.orderwriter.input.StrictScalar;
import java.util.Arrays;
import java.util.Locale;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The status of an order.
 *
 * <pre>
 * processing ──► shipped ──► delivered
 *      │
 *      └───────► cancelled
 * </pre>
 *
 * A delivered or cancelled order is final: it cannot change any more, but it can be deleted.
 */
@JsonDeserialize(using = OrderStatus.Reader.class)
public enum OrderStatus {
    PROCESSING,
    SHIPPED,
    DELIVERED,
    CANCELLED;

    /** The status of that name; an {@link IllegalArgumentException} names the known ones. */
    public static OrderStatus of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("must be one of processing, shipped, delivered, cancelled"));
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether an order may change from this status to the next; keeping the status is always possible. */
    public boolean canBecome(OrderStatus next) {
        return next == this
                || switch (this) {
                    case PROCESSING -> next == SHIPPED || next == CANCELLED;
                    case SHIPPED -> next == DELIVERED;
                    case DELIVERED, CANCELLED -> false;
                };
    }

    public boolean isFinal() {
        return this == DELIVERED || this == CANCELLED;
    }

    /** Reads the name of a status; Jackson's own reader of enums accepts numbers too. */
    static final class Reader extends StrictScalar<OrderStatus> {

        Reader() {
            super(OrderStatus.class, Kind.STRING, OrderStatus::of);
        }
    }
}
