package io.orderlake.orderwriter.generator;

import io.orderlake.orderwriter.order.Order;

/**
 * One write of the plan.
 *
 * @param order the order after the write; for a delete, the order before it
 */
record GeneratedWrite(WriteKind kind, Order order) {

    String orderId() {
        return order.orderId();
    }

    boolean isDelete() {
        return kind == WriteKind.DELETE;
    }

    /** The version that this write makes; a delete makes one too. */
    long version() {
        return isDelete() ? order.version() + 1 : order.version();
    }
}
