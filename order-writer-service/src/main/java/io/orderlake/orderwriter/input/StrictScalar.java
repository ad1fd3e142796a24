package io.orderlake.orderwriter.input;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads one kind of JSON value from the text that the client wrote. Jackson's own readers convert between kinds, and
 * forget whether an amount was written as {@code 100} or as {@code 1e2}.
 */
public class StrictScalar<T> extends StdScalarDeserializer<T> {

    /** Which JSON values are accepted; {@code expected} is the end of the sentence "must be ...". */
    public enum Kind {
        STRING("a string"),
        WHOLE_NUMBER("a whole number"),
        NUMBER("a number");

        private final String expected;

        Kind(String expected) {
            this.expected = expected;
        }

        private boolean accepts(JsonToken token) {
            return this == STRING ? token == JsonToken.VALUE_STRING : token.isNumeric();
        }
    }

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern PLAIN_DECIMAL = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,15})?");

    private final Kind kind;
    private final Function<String, T> parse;

    /** @param parse throws an {@link IllegalArgumentException} that begins with "must be" for a wrong text */
    protected StrictScalar(Class<?> type, Kind kind, Function<String, T> parse) {
        super(type);
        this.kind = kind;
        this.parse = parse;
    }

    static SimpleModule module() {
        return new SimpleModule()
                .addDeserializer(String.class, new StrictScalar<>(String.class, Kind.STRING, text -> text))
                .addDeserializer(
                        Integer.class, new StrictScalar<>(Integer.class, Kind.WHOLE_NUMBER, StrictScalar::toInt))
                .addDeserializer(Long.class, new StrictScalar<>(Long.class, Kind.WHOLE_NUMBER, StrictScalar::toLong))
                .addDeserializer(
                        BigDecimal.class, new StrictScalar<>(BigDecimal.class, Kind.NUMBER, StrictScalar::toDecimal))
                .addDeserializer(
                        LocalDate.class, new StrictScalar<>(LocalDate.class, Kind.STRING, StrictScalar::toDate))
                .addDeserializer(
                        Currency.class, new StrictScalar<>(Currency.class, Kind.STRING, StrictScalar::toCurrency));
    }

    @Override
    public @Nullable T deserialize(JsonParser parser, DeserializationContext context) {
        if (!kind.accepts(parser.currentToken())) {
            return refuse(context, "must be " + kind.expected);
        }
        try {
            return parse.apply(parser.getString());
        } catch (IllegalArgumentException e) {
            return refuse(context, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public @Nullable Object getNullValue(DeserializationContext context) {
        return refuse(context, "must be " + kind.expected);
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
        return null;
    }

    private @Nullable T refuse(DeserializationContext context, String problem) {
        FieldProblems.of(context).add(context.getParser(), problem);
        return null;
    }

    private static Integer toInt(String text) {
        long whole = toLong(text);
        if (whole != (int) whole) {
            throw new IllegalArgumentException("must be a whole number of at most 9 digits");
        }
        return (int) whole;
    }

    private static Long toLong(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a whole number of at most 18 digits");
        }
        return Long.valueOf(text);
    }

    private static BigDecimal toDecimal(String text) {
        if (!PLAIN_DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a plain decimal that is not negative");
        }
        return new BigDecimal(text);
    }

    /** {@link LocalDate#parse} alone accepts years of nine digits too. */
    private static LocalDate toDate(String text) {
        try {
            if (text.length() == "YYYY-MM-DD".length()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a date as YYYY-MM-DD", e);
        }
        throw new IllegalArgumentException("must be a date as YYYY-MM-DD");
    }

    private static Currency toCurrency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be a currency code of ISO 4217", e);
        }
    }
}
