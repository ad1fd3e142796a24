package io.orderlake.orderwriter.order;

/** The order after a request, and what the request did. */
public record OrderOutcome(Order order, How how) {

    /** What a request did. */
    public enum How {
        CREATED,
        REPLACED,
        /** Nothing: the request was done before, and this is its first answer. */
        REPEATED
    }
}
