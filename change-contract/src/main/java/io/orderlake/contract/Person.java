package io.orderlake.contract;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A person who is to be forgotten, and where values name them.
 *
 * @param id the person's value in the columns that {@link TableSpec#person()} names
 */
public record Person(String id) {

    private static final JsonFactory JSON = new JsonFactory();

    /** An original may contain an original that was sent again, which may contain a row with an old image. */
    private static final int MAX_DEPTH = 6;

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{8,}={0,2}");
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    public Person {
        if (id.isBlank()) {
            throw new IllegalArgumentException("Cannot forget: expected the id of a person but it was empty");
        }
    }

    /** Without the id, which must not get into logs or messages. */
    @Override
    public String toString() {
        return "Person[…]";
    }

    /** Whether a column's value is the person's. */
    public boolean is(@Nullable Object value) {
        return value instanceof BigDecimal number
                ? id.equals(number.toPlainString())
                : value != null && id.equals(value.toString());
    }

    /**
     * Whether a JSON text names the person: as a text anywhere, or as a number under the person's column. Other text is searched
     * as it is.
     */
    public boolean isNamedIn(@Nullable String json, String column) {
        return json != null && new Search(column).isIn(json, 0);
    }

    /** Whether a JSON object has the person as the value of that column, whatever the case of its name. */
    boolean isUnder(String object, String column) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), object)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean asked = column.equalsIgnoreCase(json.currentName());
                JsonToken token = json.nextToken();
                if (asked && token.isScalarValue() && id.equals(json.getString())) {
                    return true;
                }
                json.skipChildren();
            }
            return false;
        } catch (JacksonException e) {
            return false;
        }
    }

    /**
     * Whether bytes of any form name the person. JSON is decoded, and so is JSON in a text, base64 and gzip inside of it.
     * Numbers count too, since their column is not known.
     */
    public boolean isNamedIn(byte[] bytes) {
        return new Search(null).isIn(bytes, 0);
    }

    /** @param column the only one whose numbers count; null for all */
    private final class Search {
        private final @Nullable String column;

        Search(@Nullable String column) {
            this.column = column;
        }

        boolean isIn(byte[] bytes, int depth) {
            if (bytes.length > 2 && (bytes[0] & 0xff) == GZIP_FIRST && (bytes[1] & 0xff) == GZIP_SECOND) {
                try {
                    return isIn(Gzip.unzipped(bytes), depth + 1);
                } catch (IllegalArgumentException e) {
                    return isAmong(bytes);
                }
            }
            return isIn(new String(bytes, StandardCharsets.UTF_8), depth);
        }

        boolean isIn(String text, int depth) {
            try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
                return isNamedBy(json, depth);
            } catch (JacksonException e) {
                return isAmong(text.getBytes(StandardCharsets.UTF_8));
            }
        }

        private boolean isNamedBy(JsonParser json, int depth) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                boolean named = switch (token) {
                    case VALUE_STRING -> isText(json.getString(), depth);
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                        (column == null || column.equalsIgnoreCase(json.currentName())) && id.equals(json.getString());
                    case PROPERTY_NAME -> id.equals(json.currentName());
                    default -> false;
                };
                if (named) {
                    return true;
                }
            }
            return false;
        }

        private boolean isText(String text, int depth) {
            if (id.equals(text)) {
                return true;
            }
            if (depth >= MAX_DEPTH || text.length() < id.length()) {
                return false;
            }
            if (text.startsWith("{") || text.startsWith("[")) {
                return isIn(text, depth + 1);
            }
            return BASE64.matcher(text).matches() && isInBase64(text, depth);
        }

        private boolean isInBase64(String text, int depth) {
            try {
                return isIn(Base64.getDecoder().decode(text), depth + 1);
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }

    /** Whether the bytes contain the id as a whole word: c-1 is not in c-10. */
    private boolean isAmong(byte[] bytes) {
        byte[] name = id.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from + name.length <= bytes.length; from++) {
            int to = from + name.length;
            if (Arrays.equals(bytes, from, to, name, 0, name.length)
                    && (from == 0 || !isPartOfWord(bytes[from - 1]))
                    && (to == bytes.length || !isPartOfWord(bytes[to]))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPartOfWord(byte b) {
        return Character.isLetterOrDigit(b & 0xff) || b == '_' || b == '-';
    }
}
