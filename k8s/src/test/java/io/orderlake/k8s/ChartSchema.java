package io.orderlake.k8s;

import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Builds the {@code values.schema.json} of a chart from {@code schema/*.yaml} and the settings of the service. */
final class ChartSchema {

    /** Settings that the chart sets from its own values, because they must be equal in all services and in the manifest. */
    private static final List<String> SET_BY_THE_CHART = List.of(
            "orderlake.aws.endpoint",
            "orderlake.aws.region",
            "orderlake.aws.kinesis-endpoint",
            "orderlake.aws.dynamodb-endpoint",
            "orderlake.aws.s3-endpoint",
            "orderlake.tables",
            "orderlake.lease-table",
            "orderlake.instance",
            "orderlake.streams.create",
            "orderlake.streams.lanes",
            "orderlake.verify.state",
            "orderlake.security.mode",
            "orderlake.security.open-metrics");

    /** Settings that come from Secrets; see {@code maskKey} and {@code auth} in the values. */
    private static final List<String> SECRETS = List.of("orderlake.mask.key", "orderlake.security.api-keys");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ChartSchema() {}

    static Path file(Chart chart) {
        return chart.folder().resolve("values.schema.json");
    }

    static String of(Chart chart) {
        JsonNode own = part(chart.label());
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", chart.label());
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        schema.set("definitions", part("common").get("definitions"));
        ObjectNode properties = schema.putObject("properties");
        own.path("parts").forEach(part -> properties.setAll(properties(part(part.asString()))));
        if (own.has("properties")) {
            properties.setAll(properties(own));
        }
        if (Chart.services().contains(chart)) {
            properties.set("orderlake", settings(chart.settings()));
        }
        return JSON.writeValueAsString(schema) + "\n";
    }

    private static JsonNode part(String name) {
        return ValueSet.read(Chart.MODULE.resolve("schema").resolve(name + ".yaml"));
    }

    private static ObjectNode properties(JsonNode part) {
        return (ObjectNode) part.get("properties");
    }

    private static ObjectNode settings(KnownSettings known) {
        ObjectNode root = group();
        for (Map.Entry<String, Type> setting : known.types().entrySet()) {
            if (!SET_BY_THE_CHART.contains(setting.getKey()) && !SECRETS.contains(setting.getKey())) {
                put(root, setting.getKey(), setting.getValue());
            }
        }
        return root;
    }

    private static void put(ObjectNode root, String key, Type type) {
        String[] words = key.split("\\.");
        ObjectNode group = root;
        for (int i = 1; i < words.length - 1; i++) {
            ObjectNode properties = properties(group);
            if (!properties.has(words[i])) {
                properties.set(words[i], group());
            }
            group = (ObjectNode) properties.get(words[i]);
        }
        properties(group).set(words[words.length - 1], value(type));
    }

    private static ObjectNode group() {
        ObjectNode group = JSON.createObjectNode();
        group.put("type", "object");
        group.put("additionalProperties", false);
        group.putObject("properties");
        return group;
    }

    private static ObjectNode value(Type type) {
        Class<?> raw = KnownSettings.raw(type);
        if (raw == boolean.class || raw == Boolean.class) {
            return typed("boolean");
        } else if (List.of(int.class, long.class, Integer.class, Long.class).contains(raw)) {
            return typed("integer");
        } else if (raw == double.class || raw == Double.class) {
            return typed("number");
        } else if (raw == Duration.class) {
            return typed("string").put("pattern", "^[0-9]+(ms|s|m|h|d)$");
        } else if (raw == DataSize.class) {
            return typed("string").put("pattern", "^[0-9]+(B|KB|MB|GB|TB)$");
        } else if (raw == URI.class) {
            return typed("string").put("pattern", "^[a-z0-9]+://[^ ]+$");
        } else if (raw.isEnum()) {
            ArrayNode words = JSON.createArrayNode();
            Stream.of(raw.getEnumConstants())
                    .forEach(word ->
                            words.add(word.toString().toLowerCase(Locale.ROOT).replace('_', '-')));
            return JSON.createObjectNode().set("enum", words);
        } else if (Collection.class.isAssignableFrom(raw)) {
            return typed("array")
                    .set("items", value(KnownSettings.arguments(type).get(0)));
        } else if (Map.class.isAssignableFrom(raw)) {
            return typed("object")
                    .set(
                            "additionalProperties",
                            value(KnownSettings.arguments(type).get(1)));
        } else if (raw == String.class || raw == Path.class) {
            return typed("string");
        }
        throw new IllegalStateException("Expected a type that values can have but was " + type);
    }

    private static ObjectNode typed(String type) {
        return JSON.createObjectNode().put("type", type);
    }
}
