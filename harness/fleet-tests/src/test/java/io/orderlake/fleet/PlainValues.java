package io.orderlake.fleet;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Values of DynamoDB and of landed lines as plain Java values: text, number, boolean, list and map. */
final class PlainValues {

    private static final int DATE_LENGTH = 10;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private PlainValues() {}

    /** A line of a landing object: its columns and rescued values that are not null. */
    record Landed(Map<String, Object> columns, Map<String, Object> rescued) {

        static Landed read(String line) {
            Map<String, Object> columns = members(JSON.readTree(line));
            Object rescued = columns.getOrDefault("cdc_rescued", "{}");
            return new Landed(columns, members(JSON.readTree(Objects.toString(rescued))));
        }

        Landed later(Landed other) {
            return position().compareTo(other.position()) > 0 ? this : other;
        }

        boolean isDelete() {
            return "D".equals(columns.get("cdc_op"));
        }

        String eventId() {
            return Objects.toString(columns.get("cdc_event_id"));
        }

        String position() {
            return Objects.toString(columns.get("cdc_position"));
        }

        /** What is rescued is whole; its column may hold less of it. */
        @Nullable Object valueOf(String attribute) {
            boolean own = attribute.startsWith("cdc_");
            return rescued.containsKey(attribute) || own ? rescued.get(attribute) : columns.get(attribute);
        }

        Set<String> names() {
            Set<String> names = new HashSet<>(columns.keySet());
            names.removeIf(name -> name.startsWith("cdc_"));
            names.addAll(rescued.keySet());
            return names;
        }
    }

    /** The attributes of an item that are not null. */
    static Map<String, Object> of(Map<String, AttributeValue> item) {
        Map<String, Object> values = new TreeMap<>();
        item.forEach((name, value) -> {
            if (value.type() != AttributeValue.Type.NUL) {
                values.put(name, of(value));
            }
        });
        return values;
    }

    private static Object of(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s();
            case N -> number(new BigDecimal(value.n()));
            case BOOL -> value.bool();
            case B -> base64(value.b());
            case M -> members(value.m());
            case L -> value.l().stream().map(PlainValues::of).toList();
            default -> set(value);
        };
    }

    private static Object set(AttributeValue value) {
        return switch (value.type()) {
            case SS -> value.ss().stream().sorted().toList();
            case NS ->
                value.ns().stream()
                        .map(BigDecimal::new)
                        .sorted()
                        .map(PlainValues::number)
                        .toList();
            case BS -> value.bs().stream().map(PlainValues::base64).sorted().toList();
            default -> "null";
        };
    }

    private static Map<String, Object> members(Map<String, AttributeValue> attributes) {
        Map<String, Object> members = new TreeMap<>();
        attributes.forEach((name, value) -> members.put(name, of(value)));
        return members;
    }

    private static Object of(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), of(member.getValue())));
            return members;
        }
        if (node.isArray()) {
            List<Object> items = new ArrayList<>();
            node.forEach(item -> items.add(of(item)));
            return items;
        }
        if (node.isNumber()) {
            return number(node.decimalValue());
        }
        return node.isBoolean() ? node.booleanValue() : node.asString("null");
    }

    private static Map<String, Object> members(JsonNode line) {
        Map<String, Object> members = new HashMap<>();
        line.properties().forEach(member -> {
            if (!member.getValue().isNull()) {
                members.put(member.getKey(), of(member.getValue()));
            }
        });
        return members;
    }

    /** All that a value may mean in a column of some type. */
    static Set<Object> meanings(Object value) {
        Set<Object> meanings = new HashSet<>(Set.of(value));
        if (value instanceof String text) {
            json(text).ifPresent(meanings::add);
            time(text).ifPresent(time -> addTime(meanings, time));
        }
        for (Object meaning : List.copyOf(meanings)) {
            if (meaning instanceof BigDecimal number
                    && number.scale() <= 0
                    && number.precision() - number.scale() < 18) {
                addTime(meanings, Instant.ofEpochMilli(number.longValueExact()));
            }
        }
        return meanings;
    }

    private static void addTime(Set<Object> meanings, Instant time) {
        meanings.add(time.truncatedTo(ChronoUnit.MILLIS));
        meanings.add(time.toString().substring(0, DATE_LENGTH));
    }

    private static Optional<Object> json(String text) {
        try {
            return Optional.of(of(JSON.readTree(text)));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(
                    text.matches("\\d{4}-\\d{2}-\\d{2}[T ][0-9:.]+")
                            ? LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC)
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static BigDecimal number(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    private static String base64(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArray());
    }
}
