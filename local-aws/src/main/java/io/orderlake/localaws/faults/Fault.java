package io.orderlake.localaws.faults;

import io.orderlake.localaws.protocol.Call;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A fault to inject.
 *
 * @param rate share of the calls (or entries) that it happens to
 * @param operation the only operation that it happens to; null for all
 * @param stream the only stream that it happens to; null for all
 * @param count how often it happens at most
 * @param seed makes the draws repeatable
 * @param millis how long {@code latency} waits
 */
public record Fault(
        FaultKind kind,
        double rate,
        @Nullable String operation,
        @Nullable String stream,
        long count,
        long seed,
        long millis) {

    public Fault {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("Cannot inject fault: expected a rate from 0 to 1 but was " + rate);
        }
        if (count < 0 || millis < 0) {
            throw new IllegalArgumentException("Cannot inject fault: expected count and millis of 0 or more");
        }
    }

    public static Fault of(JsonNode json) {
        return new Fault(
                FaultKind.named(json.path("fault").asString("")),
                json.path("rate").asDouble(1),
                json.hasNonNull("operation") ? json.get("operation").asString() : null,
                json.hasNonNull("stream") ? json.get("stream").asString() : null,
                json.path("count").asLong(Long.MAX_VALUE),
                json.path("seed").asLong(0),
                json.path("millis").asLong(0));
    }

    boolean meets(Call call) {
        return (operation == null || operation.equals(call.operation()))
                && (stream == null || stream.equals(call.stream()));
    }
}
