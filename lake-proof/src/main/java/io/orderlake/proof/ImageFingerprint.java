package io.orderlake.proof;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads an image of typed attributes in DynamoDB's JSON, value by value, without building a tree. */
public final class ImageFingerprint {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ImageFingerprint() {}

    /** Adds each attribute that is not NULL. The parser must be at the image's START_OBJECT and is left at its END_OBJECT. */
    public static void read(JsonParser json, TableFingerprints.Sum sum, TableFingerprints table) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken(); // START_OBJECT of the typed value
            json.nextToken(); // the type's name
            String type = json.currentName();
            JsonToken value = json.nextToken();
            add(json, sum, table, name, type, value);
            json.nextToken(); // END_OBJECT
        }
    }

    private static void add(
            JsonParser json,
            TableFingerprints.Sum sum,
            TableFingerprints table,
            String name,
            String type,
            JsonToken value) {
        ColumnFingerprint column = table.column(name);
        if (type.equals("NULL")) {
            return;
        }
        if (column.masked()) {
            json.skipChildren();
            sum.add(column, column.source(""));
        } else if (type.equals("S") || type.equals("B")) {
            sum.source(name, column, json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
        } else if (type.equals("N")) {
            number(sum, name, json.getString());
        } else if (value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE) {
            sum.source(name, json.getString());
        } else {
            sum.add(column, column.source(NormalText.json(plain(type, JSON.readTree(json)))));
        }
    }

    private static void number(TableFingerprints.Sum sum, String name, String digits) {
        sum.source(name, NormalText.ofNumber("string", digits));
    }

    private static JsonNode plain(JsonNode typed) {
        var member = typed.properties().iterator().next();
        return plain(member.getKey(), member.getValue());
    }

    private static JsonNode plain(String type, JsonNode value) {
        return switch (type) {
            case "N" -> NODES.numberNode(new BigDecimal(value.stringValue()));
            case "NULL" -> NODES.nullNode();
            case "M" -> {
                ObjectNode object = NODES.objectNode();
                value.properties().forEach(member -> object.set(member.getKey(), plain(member.getValue())));
                yield object;
            }
            case "L" -> {
                ArrayNode list = NODES.arrayNode();
                value.forEach(item -> list.add(plain(item)));
                yield list;
            }
            case "SS", "NS", "BS" -> set(type, value);
            default -> value;
        };
    }

    /** A set has no order: texts are sorted as text, numbers by value. */
    private static ArrayNode set(String type, JsonNode values) {
        List<String> items = new ArrayList<>();
        values.forEach(item -> items.add(item.stringValue()));
        return sorted(items, type.equals("NS"));
    }

    static ArrayNode sorted(List<String> items, boolean numbers) {
        ArrayNode sorted = NODES.arrayNode();
        if (numbers) {
            items.stream().map(BigDecimal::new).sorted().forEach(sorted::add);
        } else {
            items.stream().sorted(Comparator.naturalOrder()).forEach(sorted::add);
        }
        return sorted;
    }
}
