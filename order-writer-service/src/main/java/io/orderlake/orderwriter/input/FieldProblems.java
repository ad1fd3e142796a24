package io.orderlake.orderwriter.input;

import jakarta.validation.ConstraintViolation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;

/** Collects what is wrong with the fields of one request, where Jackson alone would stop at the first of them. */
final class FieldProblems extends DeserializationProblemHandler {

    private static final int MAX_ECHOED = 40;

    private final Map<String, String> refused;

    /** Paths of the objects that are being read, the innermost first; each ends with a point unless it is empty. */
    private final Deque<String> objects = new ArrayDeque<>();

    private final List<FieldError> wrong = new ArrayList<>();
    private final List<FieldError> unknown = new ArrayList<>();

    FieldProblems(Map<String, String> refused) {
        this.refused = refused;
    }

    /** The problems of the request that the context reads. */
    static FieldProblems of(DeserializationContext context) {
        return (FieldProblems) Objects.requireNonNull(context.getAttribute(FieldProblems.class));
    }

    /** A record begins: fields from here on are its own, up to {@link #endObject}. */
    void beginObject(JsonParser parser) {
        String name = parser.currentName();
        objects.push(name == null ? "" : objects.getFirst() + name + ".");
    }

    void endObject() {
        objects.pop();
    }

    /** Reports the value that the parser is at, and skips it. */
    void add(JsonParser parser, String problem) {
        String path = objects.getFirst() + parser.currentName();
        // Jackson asks a reader that returned null a second time, for what null means to the field.
        if (!isNamed(path)) {
            wrong.add(new FieldError(path, problem + ", but was " + echo(text(parser))));
        }
        parser.skipChildren();
    }

    /** The parser is one of a buffer where Jackson has put fields aside, so only the name is certain. */
    @Override
    public boolean handleUnknownProperty(
            DeserializationContext context, JsonParser parser, ValueDeserializer<?> reader, Object bean, String name) {
        String path = objects.getFirst() + name;
        String why = refused.get(path);
        if (why == null) {
            unknown.add(new FieldError(objects.getFirst() + echo(name), "is not a known field"));
        } else {
            wrong.add(new FieldError(path, why));
        }
        parser.skipChildren();
        return true;
    }

    /** Adds one violation for each field that is not named yet. */
    void addViolations(Set<? extends ConstraintViolation<?>> violations) {
        violations.stream()
                .map(FieldProblems::error)
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::detail))
                .filter(error -> !isNamed(error.field()))
                .forEach(wrong::add);
    }

    void refuseIfAny() {
        List<FieldError> all = new ArrayList<>(wrong);
        all.addAll(unknown);
        if (!all.isEmpty()) {
            throw RequestRefusal.invalid(all);
        }
    }

    private boolean isNamed(String path) {
        return wrong.stream().anyMatch(error -> error.field().equals(path));
    }

    private static FieldError error(ConstraintViolation<?> violation) {
        Object value = violation.getInvalidValue();
        String found = value == null ? "" : ", but was " + echo(value.toString());
        return new FieldError(jsonPath(violation), violation.getMessage() + found);
    }

    /** Jakarta Bean Validation names the component of the record; the client knows its name in JSON. */
    private static String jsonPath(ConstraintViolation<?> violation) {
        return violation
                .getPropertyPath()
                .toString()
                .replaceAll("([A-Z])", "_$1")
                .toLowerCase(Locale.ROOT);
    }

    private static String text(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            default -> parser.getString();
        };
    }

    private static String echo(String value) {
        return value.length() <= MAX_ECHOED ? value : value.substring(0, MAX_ECHOED) + "…";
    }
}
