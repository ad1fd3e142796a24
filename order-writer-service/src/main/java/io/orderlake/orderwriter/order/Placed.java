package io.orderlake.orderwriter.order;

/** An order that stands, and how it came to. */
public record Placed(Order order, How how) {

    /** What a request did. */
    public enum How {
        CREATED,
        REPLACED,
        /** Nothing: it was done before, and this is the answer of then. */
        REPEATED
    }
}
