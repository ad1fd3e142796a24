package io.orderlake.proof;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A DynamoDB item as {@link NormalText}. */
public final class ItemText {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final Pattern MILLIS = Pattern.compile("-?\\d{1,15}");

    private ItemText() {}

    /** The item's attributes that are not NULL. */
    public static Map<String, String> row(TableShape table, Map<String, AttributeValue> item) {
        Map<String, String> row = new HashMap<>();
        item.forEach((name, value) -> {
            if (value.type() != AttributeValue.Type.NUL) {
                row.put(name, text(table.typeOf(name), value));
            }
        });
        return row;
    }

    private static String text(String type, AttributeValue value) {
        return switch (value.type()) {
            case S -> NormalText.of(type, value.s());
            case N -> millis(type, value.n()).orElseGet(() -> NormalText.ofNumber(type, value.n()));
            case BOOL -> value.bool().toString();
            case B -> base64(value.b());
            default -> NormalText.json(json(value));
        };
    }

    /** The text of a string or number; a timestamp may be stored as a number, milliseconds since 1970. */
    public static String scalar(String type, String text) {
        return millis(type, text).orElseGet(() -> NormalText.of(type, text));
    }

    private static Optional<String> millis(String type, String text) {
        return type.equals("timestamp") && MILLIS.matcher(text).matches()
                ? Optional.of(Instant.ofEpochMilli(Long.parseLong(text)).toString())
                : Optional.empty();
    }

    private static JsonNode json(AttributeValue value) {
        return switch (value.type()) {
            case S -> NODES.stringNode(value.s());
            case N -> NODES.numberNode(new BigDecimal(value.n()));
            case BOOL -> NODES.booleanNode(value.bool());
            case B -> NODES.stringNode(base64(value.b()));
            case M -> object(value.m());
            case L -> array(value.l());
            case SS -> ImageFingerprint.sorted(value.ss(), false);
            case NS -> ImageFingerprint.sorted(value.ns(), true);
            case BS ->
                ImageFingerprint.sorted(
                        value.bs().stream().map(ItemText::base64).toList(), false);
            case NUL, UNKNOWN_TO_SDK_VERSION -> NODES.nullNode();
        };
    }

    private static ObjectNode object(Map<String, AttributeValue> members) {
        ObjectNode object = NODES.objectNode();
        members.forEach((name, member) -> object.set(name, json(member)));
        return object;
    }

    private static ArrayNode array(Iterable<AttributeValue> items) {
        ArrayNode array = NODES.arrayNode();
        items.forEach(item -> array.add(json(item)));
        return array;
    }

    private static String base64(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArray());
    }
}
