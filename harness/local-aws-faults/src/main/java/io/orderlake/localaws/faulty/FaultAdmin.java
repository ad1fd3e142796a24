package io.orderlake.localaws.faulty;

import io.orderlake.localaws.LocalAwsAdmin;
import io.orderlake.localaws.faults.Fault;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Injects faults into a running {@link FaultyLocalAws} and reads its counters. */
public final class FaultAdmin {

    private final LocalAwsAdmin admin;

    /** @param admin the endpoint that ends in {@code /_admin/} */
    public FaultAdmin(URI admin) {
        this.admin = new LocalAwsAdmin(admin);
    }

    public void inject(Fault fault) {
        admin.call("POST", "faults", fault);
    }

    /** Ends all faults; returns how often each kind had happened, as {@code dynamodb latency}, or without a service. */
    public Map<String, Long> clearFaults() {
        return byKind(admin.call("DELETE", "faults", Map.of()));
    }

    /** How often the faults in force have happened, together. */
    public long faultsHappened() {
        return byKind(admin.call("GET", "faults", Map.of())).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static Map<String, Long> byKind(JsonNode answer) {
        Map<String, Long> happened = new TreeMap<>();
        for (JsonNode count : answer.path("faults")) {
            JsonNode fault = count.path("fault");
            String kind = (fault.path("service").asString("") + " "
                            + fault.path("fault").asString())
                    .strip();
            happened.merge(kind, count.path("happened").asLong(), Long::sum);
        }
        return happened;
    }

    /** Calls answered since the process began: a list of {@code call} and {@code totals}, of DynamoDB and S3 only with proxies. */
    public JsonNode calls() {
        return admin.call("GET", "calls", Map.of()).path("calls");
    }
}
