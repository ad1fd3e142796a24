package io.orderlake.localaws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.orderlake.localaws.cloudwatch.CloudWatch;
import io.orderlake.localaws.kinesis.PutCounters;
import io.orderlake.localaws.kinesis.ShardLimits;
import io.orderlake.localaws.protocol.AdminCall;
import io.orderlake.localaws.protocol.CallInterceptor;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What tests and the launcher read and change.
 *
 * <pre>
 *   GET    /_admin/health         200 once calls are taken
 *   GET    /_admin/stats          what was put into each stream
 *   GET    /_admin/metrics        the last datum of each metric put to CloudWatch
 *   POST   /_admin/shard-limits   {"enforce":true}
 * </pre>
 *
 * A {@link CallInterceptor} may add calls.
 */
final class AdminEndpoint implements HttpHandler {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Map<String, AdminCall> calls;

    private AdminEndpoint(Map<String, AdminCall> calls) {
        this.calls = Map.copyOf(calls);
    }

    static AdminEndpoint of(
            PutCounters counters, ShardLimits limits, CloudWatch cloudWatch, CallInterceptor interceptor) {
        Map<String, AdminCall> calls = new HashMap<>(interceptor.adminCalls());
        calls.put("GET health", body -> Map.of("status", "UP"));
        calls.put("GET stats", body -> Map.of("streams", counters.byStream()));
        calls.put("GET metrics", body -> Map.of("metrics", cloudWatch.lastData()));
        calls.put("POST shard-limits", body -> enforce(limits, body));
        return new AdminEndpoint(calls);
    }

    private static Map<String, Boolean> enforce(ShardLimits limits, JsonNode body) {
        boolean enforced = body.path("enforce").asBoolean(false);
        limits.enforce(enforced);
        return Map.of("enforce", enforced);
    }

    private record Answer(int status, Object body) {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = MAPPER.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath().substring("/_admin/".length());
        AdminCall call = calls.get(exchange.getRequestMethod() + " " + path);
        if (call == null) {
            return new Answer(404, Map.of("error", "no such admin call: " + path));
        }
        try {
            return new Answer(200, call.answer(MAPPER.readTree(exchange.getRequestBody())));
        } catch (IllegalArgumentException | JacksonException refused) {
            return new Answer(400, Map.of("error", String.valueOf(refused.getMessage())));
        }
    }
}
