package io.orderlake.deploy;

/** Names that are the defaults of the services' settings, so that services need no setting for them. */
final class Names {

    static final String CHANGES = "order-changes";
    static final String EVENTS = "order-events";
    static final String ORDERS = "CustomerOrders";
    static final String VERSIONS = "CustomerOrderVersions";
    static final String IDEMPOTENCY = "OrderIdempotency";
    static final String RELAY = "orderlake-relay";
    static final String TRANSFORMER = "orderlake-transformer";
    static final String LEDGER = "orderlake-ledger";

    /** A publisher does not start if its lane count differs from the stream's tag. */
    static final String LANES_TAG = "orderlake:lanes";

    /** Tag on objects of rejects that expire. Its value is the number of days. */
    static final String EXPIRY_TAG = "orderlake-expire-after-days";

    static final String CLUSTER = "orderlake";
    static final String STATE_MACHINE = "orderlake-lakehouse";
    static final String JOB = "orderlake-lakehouse";
    static final String METRICS = "Orderlake";

    private Names() {}
}
