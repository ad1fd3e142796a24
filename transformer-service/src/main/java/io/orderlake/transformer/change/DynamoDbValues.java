package io.orderlake.transformer.change;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** DynamoDB's typed attributes as plain values, names and sets sorted, so that equal items give equal text. */
final class DynamoDbValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private DynamoDbValues() {}

    static @Nullable ObjectNode imageOrNull(JsonNode stream, String name) {
        ObjectNode image = Json.objectOrNull(stream, name);
        return image == null ? null : map(image, "dynamodb." + name);
    }

    private static ObjectNode map(JsonNode attributes, String path) {
        if (!attributes.isObject()) {
            throw Json.unexpected(path, "an object", attributes);
        }
        Map<String, JsonNode> sorted = new TreeMap<>();
        for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
            sorted.put(attribute.getKey(), value(attribute.getValue(), path + "." + attribute.getKey()));
        }
        return new ObjectNode(NODES, sorted);
    }

    private static JsonNode value(JsonNode attribute, String path) {
        if (attribute.size() != 1 || !attribute.isObject()) {
            throw Json.unexpected(path, "one typed value", attribute);
        }
        Map.Entry<String, JsonNode> typed = attribute.properties().iterator().next();
        JsonNode value = typed.getValue();
        return switch (typed.getKey()) {
            case "S" -> string(value, path);
            case "N" -> number(value, path);
            case "B" -> binary(value, path);
            case "BOOL" -> value.isBoolean() ? value : refuse(path, "true or false", value);
            case "NULL" -> NullNode.instance;
            case "M" -> map(value, path);
            case "L" -> list(value, path);
            case "SS" -> set(value, path, DynamoDbValues::string, Comparator.comparing(JsonNode::stringValue));
            case "NS" -> set(value, path, DynamoDbValues::number, Comparator.comparing(JsonNode::decimalValue));
            case "BS" -> set(value, path, DynamoDbValues::binary, Comparator.comparing(JsonNode::asString));
            default -> refuse(path, "one of the types S, N, B, BOOL, NULL, M, L, SS, NS, BS", attribute);
        };
    }

    private static JsonNode string(JsonNode value, String path) {
        return value.isString() ? value : refuse(path, "text", value);
    }

    private static JsonNode number(JsonNode value, String path) {
        if (value.isNumber()) {
            return DecimalNode.valueOf(value.decimalValue());
        }
        try {
            return DecimalNode.valueOf(new BigDecimal(string(value, path).stringValue()));
        } catch (NumberFormatException e) {
            return refuse(path, "a number", value);
        }
    }

    private static JsonNode binary(JsonNode value, String path) {
        try {
            return BinaryNode.valueOf(string(value, path).binaryValue());
        } catch (JacksonException e) {
            return refuse(path, "base64", value);
        }
    }

    private static JsonNode list(JsonNode values, String path) {
        ArrayNode list = NODES.arrayNode();
        for (JsonNode item : array(values, path)) {
            list.add(value(item, path + "[" + list.size() + "]"));
        }
        return list;
    }

    private static JsonNode set(JsonNode values, String path, Element element, Comparator<JsonNode> order) {
        List<JsonNode> items = new ArrayList<>();
        for (JsonNode item : array(values, path)) {
            items.add(element.of(item, path));
        }
        items.sort(order);
        return NODES.arrayNode().addAll(items);
    }

    private static JsonNode array(JsonNode values, String path) {
        return values.isArray() ? values : refuse(path, "a list", values);
    }

    private static JsonNode refuse(String path, String expected, JsonNode value) {
        throw Json.unexpected(path, expected, value);
    }

    private interface Element {
        JsonNode of(JsonNode value, String path);
    }
}
