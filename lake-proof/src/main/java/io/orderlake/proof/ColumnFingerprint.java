package io.orderlake.proof;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hashes the values of one column. Of a masked value only the form is compared, because the key of its hash is a secret. */
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

    private final int index;
    private final String type;
    private final Kind kind;
    private final @Nullable String mask;
    private final long name;
    private final int derived;

    /**
     * @param index among the declared columns; -1 for a column that is not declared
     * @param derived index among the derived columns; -1 for a column that is not derived
     */
    ColumnFingerprint(int index, String column, String type, @Nullable String mask, int derived) {
        this.index = index;
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

    int index() {
        return index;
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

    /** Whether the characters of a value already are its normal text. */
    boolean plainText() {
        return kind == Kind.TEXT && mask == null;
    }

    /** Hashes a value of the source. */
    long source(String text) {
        return withName(mask == null ? value(text) : MASKED);
    }

    /** Hashes a value of a landing object. */
    long landed(String text) {
        return withName(mask == null || !hasForm(text) ? value(text) : MASKED);
    }

    long withName(long value) {
        long hash = Hash64.mixed(name + value * 0x9E3779B97F4A7C15L);
        return hash == 0 ? 1 : hash;
    }

    private boolean hasForm(String landed) {
        // A json column contains the mask as a JSON string.
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

    /** A number counts as milliseconds since 1970: the transformer keeps a time that fits no column as its original number. */
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

    /** A mask also applies to a column that is not declared and whose name differs from the masked one only in case. */
    static @Nullable String mask(TableShape table, String column) {
        @Nullable String exact = table.masks().get(column);
        return exact != null || table.columns().containsKey(column)
                ? exact
                : table.masks().get(column.toLowerCase(Locale.ROOT));
    }
}
