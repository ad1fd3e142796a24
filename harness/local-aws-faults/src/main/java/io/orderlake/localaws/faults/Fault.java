package io.orderlake.localaws.faults;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A fault to inject.
 *
 * @param rate share of the calls (or entries) that it happens to
 * @param service the only service whose calls it happens to; null for all
 * @param client the only application whose calls it happens to; null for all
 * @param operation the only operation that it happens to; null for all
 * @param stream the only stream that it happens to; null for all
 * @param count how often it happens at most
 * @param seed makes the draws repeatable
 * @param millis how long {@code latency} waits
 */
public record Fault(
        @JsonProperty("fault") FaultKind kind,
        double rate,
        @Nullable String service,
        @Nullable String client,
        @Nullable String operation,
        @Nullable String stream,
        long count,
        long seed,
        long millis) {

    private static final Set<String> MEMBERS =
            Set.of("fault", "rate", "service", "client", "operation", "stream", "count", "seed", "millis");

    public Fault {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("Cannot inject fault: expected a rate from 0 to 1 but was " + rate);
        }
        if (count < 0 || millis < 0) {
            throw new IllegalArgumentException("Cannot inject fault: expected count and millis of 0 or more");
        }
    }

    /** A fault that always happens, to every call. */
    public static Fault always(FaultKind kind) {
        return new Fault(kind, 1, null, null, null, null, Long.MAX_VALUE, 0, 0);
    }

    public Fault at(double newRate) {
        return new Fault(kind, newRate, service, client, operation, stream, count, seed, millis);
    }

    public Fault during(String onlyOperation) {
        return new Fault(kind, rate, service, client, onlyOperation, stream, count, seed, millis);
    }

    /** Only calls to one service. */
    public Fault of(String onlyService) {
        return new Fault(kind, rate, onlyService, client, operation, stream, count, seed, millis);
    }

    /** Only calls that one application makes. */
    public Fault from(String onlyClient) {
        return new Fault(kind, rate, service, onlyClient, operation, stream, count, seed, millis);
    }

    public Fault on(String onlyStream) {
        return new Fault(kind, rate, service, client, operation, onlyStream, count, seed, millis);
    }

    public Fault times(long atMost) {
        return new Fault(kind, rate, service, client, operation, stream, atMost, seed, millis);
    }

    public Fault seeded(long newSeed) {
        return new Fault(kind, rate, service, client, operation, stream, count, newSeed, millis);
    }

    public Fault lasting(Duration wait) {
        return new Fault(kind, rate, service, client, operation, stream, count, seed, wait.toMillis());
    }

    public static Fault of(JsonNode json) {
        for (String member : json.propertyNames()) {
            if (!MEMBERS.contains(member)) {
                throw new IllegalArgumentException(
                        "Cannot inject fault: expected only " + new TreeSet<>(MEMBERS) + " but was " + member);
            }
        }
        return new Fault(
                FaultKind.named(json.path("fault").asString("")),
                json.path("rate").asDouble(1),
                text(json, "service"),
                text(json, "client"),
                text(json, "operation"),
                text(json, "stream"),
                json.path("count").asLong(Long.MAX_VALUE),
                json.path("seed").asLong(0),
                json.path("millis").asLong(0));
    }

    private static @Nullable String text(JsonNode json, String member) {
        return json.hasNonNull(member) ? json.get(member).asString() : null;
    }

    boolean meets(FaultTarget call) {
        return (service == null || service.equals(call.service()))
                && (client == null || client.equals(call.client()))
                && (operation == null || operation.equals(call.operation()))
                && (stream == null || stream.equals(call.stream()));
    }
}
