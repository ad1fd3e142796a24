package io.orderlake.orderwriter.journey;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who knows the way of an order's changes.
 *
 * @param url of the lake-verifier-service; null where there is none
 * @param table the orders' name in the lake
 * @param timeout for one answer
 */
@ConfigurationProperties("orderlake.journey")
public record JourneySettings(
        @Nullable URI url,
        @DefaultValue("orders") String table,
        @DefaultValue("10s") Duration timeout) {}
