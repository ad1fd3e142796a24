package io.orderlake.lakewriter.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A DynamoDB item, or a map within one, by the names of its attributes. */
record Item(Map<String, AttributeValue> attributes) {

    /** An item without attributes. */
    Item() {
        this(new LinkedHashMap<>());
    }

    Item with(String name, AttributeValue value) {
        attributes.put(name, value);
        return this;
    }

    Item with(String name, String text) {
        return with(name, AttributeValue.fromS(text));
    }

    Item with(String name, long number) {
        return with(name, AttributeValue.fromN(Long.toString(number)));
    }

    Item with(String name, byte[] bytes) {
        return with(name, AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
    }

    Item with(String name, Item map) {
        return with(name, map.value());
    }

    Item with(String name, List<Item> maps) {
        return with(name, AttributeValue.fromL(maps.stream().map(Item::value).toList()));
    }

    Item with(Item other) {
        attributes.putAll(other.attributes);
        return this;
    }

    AttributeValue value() {
        return AttributeValue.fromM(attributes);
    }

    boolean has(String name) {
        return attributes.containsKey(name);
    }

    String text(String name) {
        return attribute(name).s();
    }

    long number(String name) {
        return Long.parseLong(attribute(name).n());
    }

    byte[] bytes(String name) {
        return attribute(name).b().asByteArray();
    }

    Item map(String name) {
        return new Item(attribute(name).m());
    }

    List<Item> maps(String name) {
        return attribute(name).l().stream().map(value -> new Item(value.m())).toList();
    }

    private AttributeValue attribute(String name) {
        return Objects.requireNonNull(attributes.get(name), name);
    }
}
