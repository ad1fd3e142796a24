package io.orderlake.transformer.row;

import io.orderlake.contract.ColumnType;
import io.orderlake.contract.Timestamps;
import io.orderlake.transformer.change.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BinaryNode;

/** Whether and how a plain value fits a column's type. Never rounds, never guesses; docs/formats.md has the table. */
final class ColumnFit {

    /** A number written as text, as some relational producers do. A number with leading zeros is a code and stays text. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,37})(\\.\\d{1,38})?");

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern LOCAL_TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?");
    private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private ColumnFit() {}

    /** The value as {@link ColumnType} says; null where it does not fit. */
    static @Nullable Object fit(ColumnType type, JsonNode value) {
        if (type instanceof ColumnType.Decimal decimal) {
            return decimal(decimal, value);
        }
        return switch ((ColumnType.Simple) type) {
            case STRING -> value.isString() ? value.stringValue() : null;
            case LONG -> whole(value);
            case BOOLEAN -> value.isBoolean() ? value.booleanValue() : null;
            case DATE -> value.isString() ? date(value.stringValue()) : null;
            case TIMESTAMP -> timestamp(value);
            case BINARY -> binary(value);
            case JSON -> json(value);
            case STRINGS -> null;
        };
    }

    /** Whether the fitted value is the whole value. A column of type timestamp loses what is finer than a millisecond. */
    static boolean isWhole(ColumnType type, JsonNode value) {
        if (type != ColumnType.Simple.TIMESTAMP || !value.isString()) {
            return true;
        }
        Instant time = time(value.stringValue());
        return time == null || time.getNano() % 1_000_000 == 0;
    }

    private static @Nullable BigDecimal number(JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue();
        }
        boolean written =
                value.isString() && NUMBER.matcher(value.stringValue()).matches();
        return written ? new BigDecimal(value.stringValue()) : null;
    }

    private static @Nullable BigDecimal decimal(ColumnType.Decimal type, JsonNode value) {
        BigDecimal number = number(value);
        if (number == null) {
            return null;
        }
        // Compared before it is scaled: a number of few digits can have a scale that needs more memory than there is.
        BigDecimal least = number.stripTrailingZeros();
        long integerDigits = (long) least.precision() - least.scale();
        boolean fits = least.scale() <= type.scale() && integerDigits <= type.precision() - type.scale();
        return fits ? least.setScale(type.scale(), RoundingMode.UNNECESSARY) : null;
    }

    private static @Nullable Long whole(JsonNode value) {
        BigDecimal number = number(value);
        if (number == null || number.compareTo(MIN_LONG) < 0 || number.compareTo(MAX_LONG) > 0) {
            return null;
        }
        return number.stripTrailingZeros().scale() <= 0 ? number.longValue() : null;
    }

    private static @Nullable String date(String text) {
        try {
            if (DATE.matcher(text).matches()) {
                return LocalDate.parse(text).toString();
            }
        } catch (DateTimeException e) {
            return null;
        }
        Instant time = time(text);
        return time == null ? null : Timestamps.text(time).substring(0, "YYYY-MM-DD".length());
    }

    private static @Nullable String timestamp(JsonNode value) {
        Instant time = value.isNumber() ? ofEpochMilli(whole(value)) : time(value.asString(""));
        return time == null ? null : Timestamps.text(time.truncatedTo(ChronoUnit.MILLIS));
    }

    private static @Nullable Instant ofEpochMilli(@Nullable Long millis) {
        return millis == null ? null : inRange(Instant.ofEpochMilli(millis));
    }

    private static @Nullable Instant time(String text) {
        try {
            if (LOCAL_TIME.matcher(text).matches()) {
                return inRange(LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
            }
            return inRange(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Text order is time order for years of four digits only. */
    private static @Nullable Instant inRange(Instant time) {
        return time.isBefore(FIRST) || time.isAfter(LAST) ? null : time;
    }

    private static @Nullable String binary(JsonNode value) {
        if (value instanceof BinaryNode) {
            return value.asString();
        }
        try {
            String text = value.asString("");
            byte[] bytes = Base64.getDecoder().decode(text);
            return value.isString() && Base64.getEncoder().encodeToString(bytes).equals(text) ? text : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A text that is a JSON object or list is taken as JSON. Any other text becomes a JSON string. */
    private static String json(JsonNode value) {
        String text = value.isString() ? value.stringValue() : "";
        if (text.startsWith("{") || text.startsWith("[")) {
            return Json.readOrNull(text) == null ? Json.text(value) : text;
        }
        return Json.text(value);
    }
}
