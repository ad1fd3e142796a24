package io.orderlake.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The text of a DynamoDB row's key by which its lane is told. Relay and transformer tell it alike, so that a change meets the
 * same change of a foreign producer in one lane.
 */
public final class DynamoKey {

    private DynamoKey() {}

    /** The typed attributes as compact JSON, by name: no producer promises an order. */
    public static String text(JsonNode keys) {
        if (keys.size() < 2) {
            return keys.toString();
        }
        Map<String, JsonNode> byName = new TreeMap<>();
        keys.properties().forEach(attribute -> byName.put(attribute.getKey(), attribute.getValue()));
        return new ObjectNode(JsonNodeFactory.instance, new LinkedHashMap<>(byName)).toString();
    }
}
