package io.orderlake.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The text of a DynamoDB row's key, from which its lane is computed. Relay and transformer use the same text, so that a change
 * and its copy of a foreign producer get the same lane.
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
