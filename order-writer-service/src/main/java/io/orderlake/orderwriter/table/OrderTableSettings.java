package io.orderlake.orderwriter.table;

import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Names of the tables.
 *
 * @param name orders, with the change stream that the fleet reads
 * @param versions last version of each deleted order
 * @param idempotency answers to requests that came with a key, kept for a day
 */
@ConfigurationProperties(prefix = "orderlake.order-table", ignoreUnknownFields = false)
public record OrderTableSettings(
        @DefaultValue("CustomerOrders") String name,
        @DefaultValue("CustomerOrderVersions") String versions,
        @DefaultValue("OrderIdempotency") String idempotency) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{3,255}");

    public OrderTableSettings {
        check("name", name);
        check("versions", versions);
        check("idempotency", idempotency);
    }

    /** All defaults. */
    public static OrderTableSettings defaults() {
        return new OrderTableSettings("CustomerOrders", "CustomerOrderVersions", "OrderIdempotency");
    }

    private static void check(String key, String table) {
        if (!NAME.matcher(table).matches()) {
            throw new IllegalArgumentException("orderlake.order-table." + key
                    + ": expected 3 to 255 letters, digits, '_', '-' or '.' but was " + table);
        }
    }
}
