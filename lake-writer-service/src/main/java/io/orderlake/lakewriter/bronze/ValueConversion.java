package io.orderlake.lakewriter.bronze;

import io.orderlake.contract.ColumnType;
import io.orderlake.contract.ColumnType.Decimal;
import io.orderlake.contract.ColumnType.Simple;
import io.orderlake.contract.Timestamps;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Converts a value to the type of a column that has another type than the plan. Pure. */
final class ValueConversion {

    private static final long MILLIS_PER_DAY = 86_400_000;

    private ValueConversion() {}

    /** The value; null where it does not fit exactly, that is where its text would change. */
    static @Nullable Object of(Object value, ColumnType from, ColumnType to) {
        if (from.equals(to)) {
            return value;
        }
        try {
            if (isText(to)) {
                return from == Simple.STRINGS ? null : text(value, from);
            }
            Object converted = isText(from) ? parsed((String) value, to) : typed(value, from, to);
            return converted == null || !isText(from) || sameText((String) value, text(converted, to))
                    ? converted
                    : null;
        } catch (ArithmeticException | DateTimeException | IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isText(ColumnType type) {
        return type == Simple.STRING || type == Simple.JSON;
    }

    /** As in the JSON of {@code order-events}, without quotes. */
    static String text(Object value, ColumnType type) {
        if (type == Simple.DATE) {
            return LocalDate.ofEpochDay((Integer) value).toString();
        }
        if (type == Simple.TIMESTAMP) {
            return Timestamps.text(Instant.ofEpochMilli((Long) value));
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value.toString();
    }

    private static @Nullable Object parsed(String text, ColumnType to) {
        if (to instanceof Decimal decimal) {
            return decimal(new BigDecimal(text), decimal);
        }
        return switch ((Simple) to) {
            case LONG -> Long.valueOf(text);
            case BOOLEAN -> Boolean.valueOf(text);
            case DATE -> Math.toIntExact(LocalDate.parse(text).toEpochDay());
            case TIMESTAMP -> Instant.parse(text).toEpochMilli();
            case BINARY -> Base64.getDecoder().decode(text);
            case STRING, JSON, STRINGS -> null;
        };
    }

    private static @Nullable Object typed(Object value, ColumnType from, ColumnType to) {
        if (to instanceof Decimal decimal) {
            return value instanceof BigDecimal number
                    ? decimal(number, decimal)
                    : from == Simple.LONG ? decimal(BigDecimal.valueOf((Long) value), decimal) : null;
        }
        if (to == Simple.LONG && value instanceof BigDecimal number) {
            return number.longValueExact();
        }
        if (from == Simple.DATE && to == Simple.TIMESTAMP) {
            return (Integer) value * MILLIS_PER_DAY;
        }
        if (from == Simple.TIMESTAMP && to == Simple.DATE && (Long) value % MILLIS_PER_DAY == 0) {
            return Math.toIntExact(Instant.ofEpochMilli((Long) value)
                    .atOffset(ZoneOffset.UTC)
                    .toLocalDate()
                    .toEpochDay());
        }
        return null;
    }

    private static BigDecimal decimal(BigDecimal number, Decimal type) {
        BigDecimal scaled = number.setScale(type.scale());
        if (scaled.precision() > type.precision()) {
            throw new ArithmeticException("too many digits");
        }
        return scaled;
    }

    /** Trailing zeros of a fraction, and milliseconds that are zero, do not change the value. */
    private static boolean sameText(String text, String converted) {
        return plain(text).equals(plain(converted));
    }

    private static String plain(String text) {
        return text.replaceFirst("(\\.\\d*?)0+(Z?)$", "$1$2").replaceFirst("\\.(Z?)$", "$1");
    }
}
