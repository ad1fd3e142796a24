package io.orderlake.stream.publish;

import io.orderlake.stream.Backoff;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How refused and failed requests are retried. The number of retries has no limit.
 *
 * @param retryFrom first pause; doubled with each further failure in a row
 * @param retryUpTo longest pause
 */
@ConfigurationProperties("orderlake.publish")
public record PublishSettings(
        @DefaultValue("50ms") Duration retryFrom,
        @DefaultValue("5s") Duration retryUpTo) {

    public PublishSettings {
        if (retryFrom.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "orderlake.publish.retry-from: expected 1ms or more but was " + retryFrom);
        }
        if (retryUpTo.compareTo(retryFrom) < 0) {
            throw new IllegalArgumentException(
                    "orderlake.publish.retry-up-to: expected at least retry-from but was " + retryUpTo);
        }
    }

    /** The settings where nothing is set. */
    public static PublishSettings defaults() {
        return new PublishSettings(Duration.ofMillis(50), Duration.ofSeconds(5));
    }

    /** The pauses between failures. */
    public Backoff backoff() {
        return new Backoff(retryFrom, retryUpTo);
    }
}
