package io.orderlake.orderwriter.journey;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the journey of an order's changes is read from.
 *
 * @param url of the lake-verifier-service; null if there is none
 * @param table name of the orders table in the lake
 * @param timeout for one answer
 */
@ConfigurationProperties("orderlake.journey")
public record JourneySettings(
        @Nullable URI url,
        @DefaultValue("orders") String table,
        @DefaultValue("10s") Duration timeout) {}
