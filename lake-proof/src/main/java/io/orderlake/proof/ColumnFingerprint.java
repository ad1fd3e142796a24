package io.orderlake.proof;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the values of one column become numbers. A masked one is judged by its form: the key of the hash is a secret. */
public final class ColumnFingerprint {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern MILLIS = Pattern.compile("-?\\d{1,15}");
    private static final String REDACTED = "***";
    private static final long MASKED = 0x4D41534B4544L;

    private enum Kind {
        TEXT,
        NUMBER,
        TIMESTAMP,
        OTHER
    }

    private final int place;
    private final String type;
    private final Kind kind;
    private final @Nullable String mask;
    private final long name;
    private final int derived;

    /**
     * @param place among the declared columns; -1 for another one
     * @param derived place among the derived columns; -1 for a plain one
     */
    ColumnFingerprint(int place, String column, String type, @Nullable String mask, int derived) {
        this.place = place;
        this.type = type;
        this.kind = kind(type);
        this.mask = mask;
        this.name = Hash64.of(column);
        this.derived = derived;
    }

    private static Kind kind(String type) {
        if (type.startsWith("decimal") || type.equals("long")) {
            return Kind.NUMBER;
        }
        return switch (type) {
            case "string", "binary" -> Kind.TEXT;
            case "timestamp" -> Kind.TIMESTAMP;
            default -> Kind.OTHER;
        };
    }

    int place() {
        return place;
    }

    int derived() {
        return derived;
    }

    boolean masked() {
        return mask != null;
    }

    String type() {
        return type;
    }

    /** Whether the characters of a value are its normal text already. */
    boolean plainText() {
        return kind == Kind.TEXT && mask == null;
    }

    /** A value as the source holds it. */
    long source(String text) {
        return placed(mask == null ? value(text) : MASKED);
    }

    /** A value as a landing object holds it. */
    long landed(String text) {
        return placed(mask == null || !hasForm(text) ? value(text) : MASKED);
    }

    long placed(long value) {
        long placed = Hash64.mixed(name + value * 0x9E3779B97F4A7C15L);
        return placed == 0 ? 1 : placed;
    }

    private boolean hasForm(String landed) {
        // A json column keeps the mask as a JSON string.
        boolean quoted = landed.length() > 1 && landed.startsWith("\"") && landed.endsWith("\"");
        String text = quoted ? landed.substring(1, landed.length() - 1) : landed;
        return "hash".equals(mask) ? HASH.matcher(text).matches() : text.contains(REDACTED);
    }

    private long value(String text) {
        return switch (kind) {
            case TEXT -> Hash64.of(text);
            case NUMBER -> Hash64.of(isNormalNumber(text) ? text : NormalText.of(type, text));
            case TIMESTAMP -> {
                long millis = FixedTime.millis(text);
                yield millis == FixedTime.OTHER ? timestamp(text) : millis;
            }
            case OTHER -> Hash64.of(NormalText.of(type, text));
        };
    }

    /** Whole milliseconds count as that moment: a time that fits no column is kept as the number that it was. */
    private static long timestamp(String text) {
        try {
            if (MILLIS.matcher(text).matches()) {
                return Long.parseLong(text);
            }
            return Instant.parse(NormalText.of("timestamp", text)).toEpochMilli();
        } catch (DateTimeException | ArithmeticException noTime) {
            return Hash64.of(NormalText.ofNumber("string", text));
        }
    }

    private static boolean isNormalNumber(String text) {
        int digits = text.length();
        boolean point = false;
        for (int i = 0; i < digits; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                point = true;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        boolean leads = digits > 0 && (text.charAt(0) != '0' || digits == 1 || text.charAt(1) == '.');
        char last = digits == 0 ? '.' : text.charAt(digits - 1);
        return leads && text.charAt(0) != '.' && (point ? last != '0' && last != '.' : true);
    }

    /** Masks count for names that differ from a masked column's only in case, too. */
    static @Nullable String mask(TableShape table, String column) {
        @Nullable String exact = table.masks().get(column);
        return exact != null || table.columns().containsKey(column)
                ? exact
                : table.masks().get(column.toLowerCase(Locale.ROOT));
    }
}
