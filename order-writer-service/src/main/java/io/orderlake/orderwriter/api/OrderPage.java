package io.orderlake.orderwriter.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.orderlake.orderwriter.input.RequestRefusal;
import io.orderlake.orderwriter.input.RequestRefusal.Reason;
import io.orderlake.orderwriter.order.Order;
import io.orderlake.orderwriter.table.OrderTable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of orders.
 *
 * @param nextCursor to be sent as {@code cursor} for the next page; absent on the last one
 */
record OrderPage(
        List<Order> orders,

        @JsonProperty("next_cursor") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextCursor) {

    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final int LONGEST_ID = 255;

    static OrderPage of(OrderTable.Page page) {
        String last = page.lastId();
        return new OrderPage(page.orders(), last == null ? null : cursor(last));
    }

    static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MAX_LIMIT) {
            throw RequestRefusal.of(Reason.INVALID, "limit", "must be a whole number from 1 to " + MAX_LIMIT);
        }
        return Integer.parseInt(text);
    }

    static @Nullable String idIn(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            String id = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (!id.isEmpty() && id.length() <= LONGEST_ID && cursor(id).equals(cursor)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            throw unknown(e);
        }
        throw unknown(null);
    }

    private static String cursor(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    private static RequestRefusal unknown(@Nullable Exception cause) {
        RequestRefusal refusal =
                RequestRefusal.of(Reason.INVALID, "cursor", "must be the next_cursor of an earlier page");
        if (cause != null) {
            refusal.initCause(cause);
        }
        return refusal;
    }
}
