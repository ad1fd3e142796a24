package io.orderlake.orderwriter.table;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Names of the tables.
 *
 * @param name orders, with the change stream that the fleet reads
 * @param versions last version of each deleted order
 * @param idempotency answers to requests that came with a key, kept for a day
 */
@ConfigurationProperties(prefix = "orderlake.table", ignoreUnknownFields = false)
public record OrderTableSettings(
        @DefaultValue("CustomerOrders") String name,
        @DefaultValue("CustomerOrderVersions") String versions,
        @DefaultValue("OrderIdempotency") String idempotency) {

    /** All defaults. */
    public static OrderTableSettings defaults() {
        return new OrderTableSettings("CustomerOrders", "CustomerOrderVersions", "OrderIdempotency");
    }
}
