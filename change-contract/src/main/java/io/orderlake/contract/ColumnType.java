package io.orderlake.contract;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a column, and what its values are in a {@link RowEvent} and in JSON.
 *
 * <p>string: String. long: Long. decimal(p,s): BigDecimal, a JSON number in plain notation. boolean: Boolean. date: String
 * YYYY-MM-DD. timestamp: String, ISO 8601 in UTC to the millisecond. binary: String, base64. json: String, JSON text.
 * strings: a list of strings, which only Orderlake's own columns use.
 */
public sealed interface ColumnType {

    /** A type without parameters. */
    enum Simple implements ColumnType {
        STRING,
        LONG,
        BOOLEAN,
        DATE,
        TIMESTAMP,
        BINARY,
        JSON,
        STRINGS;

        @Override
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An exact decimal; precision is 1 to 38 as in Parquet, Iceberg, Spark and Athena. */
    record Decimal(int precision, int scale) implements ColumnType {

        public Decimal {
            if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("Cannot use decimal(" + precision + "," + scale
                        + "): expected a precision from 1 to 38 and a scale from 0 to the precision");
            }
        }

        @Override
        public String text() {
            return "decimal(" + precision + "," + scale + ")";
        }
    }

    /** The name that {@code tables.yml} uses. */
    String text();

    /** The type of a name in {@code tables.yml}. */
    static ColumnType of(String text) {
        Matcher decimal = DecimalText.PATTERN.matcher(text);
        if (decimal.matches()) {
            return new Decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        for (Simple simple : Simple.values()) {
            if (simple != Simple.STRINGS && simple.text().equals(text)) {
                return simple;
            }
        }
        throw new IllegalArgumentException(
                "expected string, long, decimal(p,s), boolean, date, timestamp, binary or json but was \"" + text
                        + "\"");
    }

    /** Holds the pattern, since an interface's constants are public. */
    final class DecimalText {
        private static final Pattern PATTERN = Pattern.compile("decimal\\((\\d{1,2}),\\s*(\\d{1,2})\\)");

        private DecimalText() {}
    }
}
