package io.orderlake.transformer.change;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON without loss: numbers stay exact and print in plain notation, and an object with a name twice is refused. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private Json() {}

    /** The bytes as a JSON object. */
    public static ObjectNode readObject(byte[] data) {
        JsonNode node;
        try {
            node = MAPPER.readTree(data);
        } catch (JacksonException e) {
            throw new UnprocessableChange("Cannot read a change: expected JSON but " + e.getOriginalMessage());
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new UnprocessableChange("Cannot read a change: expected a JSON object but was "
                + node.getNodeType().name().toLowerCase(Locale.ROOT));
    }

    /** The text as JSON; null if it is none. */
    public static @Nullable JsonNode readOrNull(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            return null;
        }
    }

    /** The value's text. */
    public static String text(JsonNode value) {
        return MAPPER.writeValueAsString(value);
    }

    static String string(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (value.isString() && !value.stringValue().isEmpty()) {
            return value.stringValue();
        }
        throw unexpected(name, "text", value);
    }

    static ObjectNode object(JsonNode object, String name) {
        ObjectNode value = objectOrNull(object, name);
        if (value == null) {
            throw unexpected(name, "an object", object.path(name));
        }
        return value;
    }

    /** Null where the member is missing or null; anything else must be an object. */
    static @Nullable ObjectNode objectOrNull(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (value instanceof ObjectNode found) {
            return found;
        }
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        throw unexpected(name, "an object", value);
    }

    static long wholeNumber(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        throw unexpected(name, "a whole number", value);
    }

    static UnprocessableChange unexpected(String name, String expected, JsonNode value) {
        return new UnprocessableChange("Cannot read a change: expected " + expected + " in " + name + " but "
                + (value.isMissingNode() ? "it is missing" : "was " + excerpt(value)));
    }

    private static String excerpt(JsonNode value) {
        // Not in plain notation, which a number far out of range does not have.
        String text = value.toString();
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
