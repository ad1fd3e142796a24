package io.orderlake.orderwriter.generator;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a generated write does to an order. */
public enum WriteKind {
    CREATE,
    /** Moves the order on to its next status, or changes its quantity. */
    UPDATE,
    CANCEL,
    ADDRESS,
    PROMO,
    DELETE;

    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
