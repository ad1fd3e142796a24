package io.orderlake.stream.security;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a request may cost. The server's own limits are settings of {@code server.tomcat}.
 *
 * @param bodyWithin how long the body of a request may take to arrive
 */
@ConfigurationProperties("orderlake.requests")
public record RequestSettings(@DefaultValue("10s") Duration bodyWithin) {

    public RequestSettings {
        if (bodyWithin.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "orderlake.requests.body-within: expected 1ms or more but was " + bodyWithin);
        }
    }
}
