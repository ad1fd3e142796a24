package io.orderlake.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A value of a tables file and where it is, so that each refusal names file, table, key and value. */
record TablesEntry(
        String file, String table, String key, @Nullable JsonNode value) {

    /** The entries of a mapping, in the order of the file, whatever their names. */
    Map<String, TablesEntry> members() {
        Map<String, TablesEntry> members = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member :
                present(JsonNode::isObject, "a mapping").properties()) {
            members.put(member.getKey(), child(member.getKey(), member.getValue()));
        }
        return members;
    }

    /** Refuses members of other names than these. */
    TablesEntry allowing(String... names) {
        Set<String> allowed = new LinkedHashSet<>(List.of(names));
        members().forEach((name, member) -> {
            if (!allowed.contains(name)) {
                throw member.refused("this key is unknown; expected one of " + String.join(", ", allowed));
            }
        });
        return this;
    }

    /** The member of that name, which may be missing. */
    TablesEntry member(String name) {
        JsonNode member = value == null ? null : value.get(name);
        return child(name, member == null || member.isNull() ? null : member);
    }

    List<TablesEntry> items() {
        List<TablesEntry> items = new ArrayList<>();
        if (value != null) {
            int index = 0;
            for (JsonNode item : present(JsonNode::isArray, "a list")) {
                items.add(new TablesEntry(file, table, key + "[" + index++ + "]", item));
            }
        }
        return items;
    }

    String text() {
        return present(JsonNode::isValueNode, "a text").asString();
    }

    boolean flag() {
        return value != null && present(JsonNode::isBoolean, "true or false").booleanValue();
    }

    @Nullable BigDecimal number() {
        return value == null ? null : present(JsonNode::isNumber, "a number").decimalValue();
    }

    /** Converts the text. A conversion that refuses it is reported with file, table and key. */
    <T> T as(Function<String, T> conversion) {
        try {
            return conversion.apply(text());
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    /** The text as a constant, written in lower case. */
    <E extends Enum<E>> E oneOf(Class<E> type) {
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            names.add(constant.name().toLowerCase(Locale.ROOT));
            if (names.get(names.size() - 1).equals(text())) {
                return constant;
            }
        }
        throw refused("expected one of " + String.join(", ", names) + " but was \"" + text() + "\"");
    }

    Optional<TablesEntry> optional() {
        return value == null ? Optional.empty() : Optional.of(this);
    }

    IllegalArgumentException refused(@Nullable String expectation) {
        String at = key.isEmpty() ? "" : ", key " + key;
        return new IllegalArgumentException(
                "Cannot use " + file + ": " + (table.isEmpty() ? "" : "table " + table + at + ": ") + expectation);
    }

    private JsonNode present(Function<JsonNode, Boolean> test, String expectation) {
        if (value == null) {
            throw refused("expected " + expectation + " but it is missing");
        }
        if (!test.apply(value)) {
            throw refused("expected " + expectation + " but was " + value);
        }
        return value;
    }

    private TablesEntry child(String name, @Nullable JsonNode member) {
        return new TablesEntry(file, table, key.isEmpty() ? name : key + "." + name, member);
    }
}
