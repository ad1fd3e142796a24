package io.orderlake.localaws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.orderlake.localaws.calls.CallCounters;
import io.orderlake.localaws.cloudwatch.CloudWatch;
import io.orderlake.localaws.faults.Fault;
import io.orderlake.localaws.faults.Faults;
import io.orderlake.localaws.kinesis.PutCounters;
import io.orderlake.localaws.kinesis.ShardLimits;
import java.io.IOException;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What tests and the launcher steer and look at.
 *
 * <pre>
 *   GET    /_admin/health         200 once calls are taken
 *   GET    /_admin/stats          what was put into each stream
 *   GET    /_admin/calls          how often each client called what, of what; of DynamoDB and S3 only through the proxy
 *   GET    /_admin/metrics        the last datum of each metric put to CloudWatch
 *   GET    /_admin/faults         faults in force and how often each has happened
 *   POST   /_admin/faults         one more: {"fault":"refuse-entries","rate":0.1,"operation":"PutRecords",...}
 *   DELETE /_admin/faults         none any more; answers as GET did until now
 *   POST   /_admin/shard-limits   {"enforce":true}
 * </pre>
 */
final class AdminEndpoint implements HttpHandler {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Faults faults;
    private final PutCounters counters;
    private final CallCounters calls;
    private final ShardLimits limits;
    private final CloudWatch cloudWatch;

    AdminEndpoint(Faults faults, PutCounters counters, CallCounters calls, ShardLimits limits, CloudWatch cloudWatch) {
        this.faults = faults;
        this.counters = counters;
        this.calls = calls;
        this.limits = limits;
        this.cloudWatch = cloudWatch;
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
        try {
            return switch (exchange.getRequestMethod() + " " + path) {
                case "GET health" -> new Answer(200, Map.of("status", "UP"));
                case "GET stats" -> new Answer(200, Map.of("streams", counters.byStream()));
                case "GET calls" -> new Answer(200, Map.of("calls", calls.lines()));
                case "GET metrics" -> new Answer(200, Map.of("metrics", cloudWatch.lastData()));
                case "GET faults" -> faults();
                case "POST faults" -> inject(MAPPER.readTree(exchange.getRequestBody()));
                case "DELETE faults" -> clear();
                case "POST shard-limits" -> enforce(MAPPER.readTree(exchange.getRequestBody()));
                default -> new Answer(404, Map.of("error", "no such admin call: " + path));
            };
        } catch (IllegalArgumentException | JacksonException refused) {
            return new Answer(400, Map.of("error", String.valueOf(refused.getMessage())));
        }
    }

    private Answer faults() {
        return new Answer(200, Map.of("faults", faults.tallies()));
    }

    private Answer inject(JsonNode json) {
        faults.inject(Fault.of(json));
        return faults();
    }

    private Answer clear() {
        return new Answer(200, Map.of("faults", faults.clear()));
    }

    private Answer enforce(JsonNode json) {
        boolean enforced = json.path("enforce").asBoolean(false);
        limits.enforce(enforced);
        return new Answer(200, Map.of("enforce", enforced));
    }
}
