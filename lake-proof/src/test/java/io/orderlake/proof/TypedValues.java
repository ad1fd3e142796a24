package io.orderlake.proof;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Attribute values of DynamoDB's own JSON. */
final class TypedValues {

    private TypedValues() {}

    static AttributeValue of(String json) {
        return of(JsonMapper.shared().readTree(json));
    }

    private static AttributeValue of(JsonNode typed) {
        Map.Entry<String, JsonNode> member = typed.properties().iterator().next();
        JsonNode value = member.getValue();
        return switch (member.getKey()) {
            case "S" -> AttributeValue.fromS(value.stringValue());
            case "N" -> AttributeValue.fromN(value.stringValue());
            case "BOOL" -> AttributeValue.fromBool(value.booleanValue());
            case "NULL" -> AttributeValue.fromNul(true);
            case "L" ->
                AttributeValue.fromL(value.valueStream().map(TypedValues::of).toList());
            case "M" -> {
                Map<String, AttributeValue> members = new HashMap<>();
                value.properties().forEach(one -> members.put(one.getKey(), of(one.getValue())));
                yield AttributeValue.fromM(members);
            }
            default -> throw new IllegalArgumentException("Cannot read " + typed);
        };
    }
}
