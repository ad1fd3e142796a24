package io.orderlake.orderwriter.order;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/**
 * Where an order stands.
 *
 * <pre>
 * processing ──► shipped ──► delivered
 *      │
 *      └───────► cancelled
 * </pre>
 *
 * A delivered or cancelled order is final: nothing about it changes any more, but it can be deleted.
 */
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

    /** Whether an order may go from here to there; to stay is always possible. */
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
}
