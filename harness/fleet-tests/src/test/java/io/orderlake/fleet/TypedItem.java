package io.orderlake.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;

/** Items of DynamoDB that a file holds in DynamoDB's own typed JSON. */
final class TypedItem {

    private TypedItem() {}

    static Map<String, AttributeValue> of(JsonNode attributes) {
        Map<String, AttributeValue> item = new HashMap<>();
        attributes.properties().forEach(attribute -> item.put(attribute.getKey(), value(attribute.getValue())));
        return item;
    }

    private static AttributeValue value(JsonNode typed) {
        Map.Entry<String, JsonNode> only = typed.properties().iterator().next();
        JsonNode value = only.getValue();
        return switch (only.getKey()) {
            case "S" -> AttributeValue.fromS(value.asString());
            case "N" -> AttributeValue.fromN(value.asString());
            case "B" -> AttributeValue.fromB(binary(value));
            case "BOOL" -> AttributeValue.fromBool(value.booleanValue());
            case "NULL" -> AttributeValue.fromNul(true);
            case "M" -> AttributeValue.fromM(of(value));
            case "L" -> AttributeValue.fromL(each(value, TypedItem::value));
            case "SS" -> AttributeValue.fromSs(each(value, JsonNode::asString));
            case "NS" -> AttributeValue.fromNs(each(value, JsonNode::asString));
            case "BS" -> AttributeValue.fromBs(each(value, TypedItem::binary));
            default -> throw new IllegalArgumentException("Cannot read " + typed + ": expected a type of DynamoDB");
        };
    }

    private static SdkBytes binary(JsonNode base64) {
        return SdkBytes.fromByteArray(base64.binaryValue());
    }

    private static <T> List<T> each(JsonNode values, Function<JsonNode, T> as) {
        List<T> all = new ArrayList<>();
        values.forEach(value -> all.add(as.apply(value)));
        return all;
    }
}
