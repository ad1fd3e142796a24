package io.orderlake.orderwriter.input;

import io.orderlake.orderwriter.input.StrictJson.NumberText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object from a client, taken out one by one. What is wrong is collected, so that one answer
 * names every wrong field: a taker whose field is wrong returns a placeholder, and {@link #finish} refuses the request
 * before any placeholder can be used. A field that nobody has taken is unknown and refused too.
 */
public final class InputFields {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern MONEY = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,2})?");
    private static final int ECHOED = 40;

    private final String path;
    private final Map<String, @Nullable Object> left;
    private final List<FieldError> errors;
    private final List<InputFields> nested = new ArrayList<>();

    private InputFields(String path, Map<String, @Nullable Object> left, List<FieldError> errors) {
        this.path = path;
        this.left = left;
        this.errors = errors;
    }

    /** Reads a body that must be one JSON object. */
    public static InputFields parse(byte[] body) {
        return new InputFields("", StrictJson.object(body), new ArrayList<>());
    }

    public boolean has(String name) {
        return left.containsKey(name);
    }

    /** Takes a field whose value is {@code null}, if it is there as such. */
    public boolean takeNull(String name) {
        if (left.containsKey(name) && left.get(name) == null) {
            left.remove(name);
            return true;
        }
        return false;
    }

    public String text(String name, TextRule rule) {
        Object value = take(name, "a string");
        if (!(value instanceof String text)) {
            return wrongType(name, value, "a string", "");
        }
        return rule.problem(text)
                .map(problem -> wrong(name, problem, value, ""))
                .orElse(text);
    }

    public int whole(String name, int min, int max) {
        return (int) whole(name, (long) min, (long) max);
    }

    public long whole(String name, long min, long max) {
        Object value = take(name, "a whole number");
        String expected = "must be a whole number from " + min + " to " + max;
        if (!(value instanceof NumberText number)) {
            return wrongType(name, value, "a whole number", min);
        }
        if (!WHOLE.matcher(number.text()).matches()) {
            return wrong(name, expected, value, min);
        }
        long whole = Long.parseLong(number.text());
        return whole < min || whole > max ? wrong(name, expected, value, min) : whole;
    }

    /** An exact amount, written as a plain JSON number with at most two digits after the point. */
    public BigDecimal money(String name, BigDecimal max) {
        Object value = take(name, "a number");
        if (!(value instanceof NumberText number)) {
            return wrongType(name, value, "a number", BigDecimal.ZERO);
        }
        if (!MONEY.matcher(number.text()).matches()) {
            String expected = "must be a plain decimal, not negative, with at most 2 digits after the point";
            return wrong(name, expected, value, BigDecimal.ZERO);
        }
        BigDecimal amount = new BigDecimal(number.text());
        return amount.compareTo(max) > 0
                ? wrong(name, "must be at most " + max.toPlainString(), value, BigDecimal.ZERO)
                : amount;
    }

    /** A string that {@code parse} turns into a value; an {@link IllegalArgumentException} of it says what is wrong. */
    public <T> T parsed(String name, Function<String, T> parse, T placeholder) {
        Object value = take(name, "a string");
        if (!(value instanceof String text)) {
            return wrongType(name, value, "a string", placeholder);
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            return wrong(name, String.valueOf(e.getMessage()), value, placeholder);
        }
    }

    /** The fields of a nested object. */
    public InputFields object(String name) {
        Object value = take(name, "an object");
        if (value instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked")
            Map<String, @Nullable Object> members = (Map<String, @Nullable Object>) map;
            InputFields object = new InputFields(path + name + ".", members, errors);
            nested.add(object);
            return object;
        }
        // The object itself is wrong: what is missing inside it is not worth a line of its own.
        wrongType(name, value, "an object", "");
        return new InputFields(path + name + ".", Map.of(), new ArrayList<>());
    }

    /** Refuses a field if it is there, with the end of the sentence that its name begins. */
    public void refuse(String name, String why) {
        if (left.containsKey(name)) {
            left.remove(name);
            errors.add(new FieldError(path + name, why));
        }
    }

    /** Throws a {@link Refusal} that names every wrong, missing or unknown field, if there is any. */
    public void finish() {
        refuseUnknown();
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
    }

    private void refuseUnknown() {
        left.keySet().forEach(name -> errors.add(new FieldError(path + echo(name), "is not a known field")));
        nested.forEach(InputFields::refuseUnknown);
    }

    private @Nullable Object take(String name, String expected) {
        if (!left.containsKey(name)) {
            errors.add(new FieldError(path + name, "is required: expected " + expected));
            return Missing.FIELD;
        }
        Object value = left.get(name);
        left.remove(name);
        return value;
    }

    private <T> T wrongType(String name, @Nullable Object value, String expected, T placeholder) {
        return value == Missing.FIELD ? placeholder : wrong(name, "must be " + expected, value, placeholder);
    }

    private <T> T wrong(String name, String problem, @Nullable Object value, T placeholder) {
        errors.add(new FieldError(path + name, problem + ", but was " + echo(String.valueOf(value))));
        return placeholder;
    }

    private static String echo(String value) {
        return value.length() <= ECHOED ? value : value.substring(0, ECHOED) + "…";
    }

    private enum Missing {
        FIELD
    }
}
