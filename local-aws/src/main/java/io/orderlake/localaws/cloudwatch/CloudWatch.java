package io.orderlake.localaws.cloudwatch;

import io.orderlake.localaws.protocol.AwsService;
import io.orderlake.localaws.protocol.Call;
import io.orderlake.localaws.protocol.ServiceError;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes metrics and keeps the last datum of each, in memory. */
public final class CloudWatch implements AwsService {

    /** The service's name in the path of AWS SDKs' RPC calls. */
    public static final String TARGET = "GraniteServiceVersion20100801";

    private static final int MAX_DATA = 1000;

    private final Map<String, JsonNode> last = new ConcurrentHashMap<>();

    @Override
    public ObjectNode answer(Call call) {
        if (!call.operation().equals("PutMetricData")) {
            throw ServiceError.unknownOperation("CloudWatch " + call.operation());
        }
        String namespace = call.requiredText("Namespace");
        ArrayNode data = call.requiredList("MetricData");
        if (data.size() > MAX_DATA) {
            throw ServiceError.validation("The collection MetricData must not have a size greater than " + MAX_DATA);
        }
        data.forEach(datum -> last.put(name(namespace, datum), datum));
        return Call.answer();
    }

    /** By {@code namespace/metric{dimension=value,...}}. */
    public Map<String, JsonNode> lastData() {
        return new TreeMap<>(last);
    }

    private static String name(String namespace, JsonNode datum) {
        String dimensions = StreamSupport.stream(datum.path("Dimensions").spliterator(), false)
                .map(dimension -> Call.textOf(dimension, "Name") + "=" + Call.textOf(dimension, "Value"))
                .sorted()
                .collect(Collectors.joining(","));
        return namespace + "/" + Call.textOf(datum, "MetricName") + "{" + dimensions + "}";
    }
}
