package io.orderlake.proof;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** A value as text: two values have the same text exactly if they mean the same, whatever form each was stored in. */
public final class NormalText {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final Pattern LOCAL_TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?");
    private static final int MAX_SCALE = 1_000;
    private static final int DATE_LENGTH = "YYYY-MM-DD".length();

    private NormalText() {}

    /**
     * The normal text of a value of a type of {@code tables.yml}; a value that does not fit the type is returned unchanged.
     */
    public static String of(String type, String value) {
        try {
            if (type.startsWith("decimal") || type.equals("long")) {
                return number(new BigDecimal(value));
            }
            return switch (type) {
                case "timestamp" -> time(value).truncatedTo(ChronoUnit.MILLIS).toString();
                case "date" -> date(value);
                case "boolean" -> value.toLowerCase(Locale.ROOT);
                case "json" -> json(value);
                default -> value;
            };
        } catch (NumberFormatException | DateTimeException | JacksonException e) {
            return value;
        }
    }

    /** A time without zone is UTC. */
    private static Instant time(String text) {
        return LOCAL_TIME.matcher(text).matches()
                ? LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC)
                : OffsetDateTime.parse(text).toInstant();
    }

    private static String date(String text) {
        return text.length() == DATE_LENGTH ? text : time(text).toString().substring(0, DATE_LENGTH);
    }

    /** A JSON string counts as its content: a json column quotes a text that the source stores without quotes. */
    private static String json(String value) {
        JsonNode node = JSON.readTree(value);
        return node.isString() ? of("json", node.stringValue()) : json(node);
    }

    /** The normal text of a value that is stored as a number, whatever the column's type is. */
    public static String ofNumber(String type, String digits) {
        try {
            return of(type, number(new BigDecimal(digits)));
        } catch (NumberFormatException e) {
            return digits;
        }
    }

    /** JSON with sorted members and normal numbers; a scalar becomes its plain text. */
    public static String json(JsonNode node) {
        return node.isValueNode() ? scalar(node) : nested(node);
    }

    private static String nested(JsonNode node) {
        StringBuilder text = new StringBuilder();
        if (node.isObject()) {
            Map<String, JsonNode> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
            members.forEach((name, value) -> text.append(text.isEmpty() ? "{" : ",")
                    .append(name)
                    .append(':')
                    .append(nested(value)));
            return text.isEmpty() ? "{}" : text.append('}').toString();
        }
        if (node.isArray()) {
            node.forEach(item -> text.append(text.isEmpty() ? "[" : ",").append(nested(item)));
            return text.isEmpty() ? "[]" : text.append(']').toString();
        }
        return node.isString() ? "\"" + node.stringValue() + "\"" : scalar(node);
    }

    private static String scalar(JsonNode node) {
        if (node.isNull()) {
            return "null";
        }
        return node.isNumber() ? number(node.decimalValue()) : node.asString();
    }

    /** A large exponent stays an exponent: the plain form of such a number could exhaust the memory. */
    private static String number(BigDecimal number) {
        if (number.signum() == 0) {
            return "0";
        }
        BigDecimal shortest = number.stripTrailingZeros();
        return Math.abs((long) shortest.scale()) <= MAX_SCALE ? shortest.toPlainString() : shortest.toString();
    }
}
