package io.orderlake.proof;

import java.util.List;

/**
 * A row's key as one text. The parts of a composite key have a separator between them. If a part contains the separator, the
 * parts are escaped, and a separator at the end says so: all other keys keep the text with which a state stored them.
 */
final class KeyText {

    private static final String SEPARATOR = "\u001f";
    private static final String ESCAPE = "\u0010";
    private static final String ESCAPED_ESCAPE = ESCAPE + "0";
    private static final String ESCAPED_SEPARATOR = ESCAPE + "1";

    private KeyText() {}

    static String of(List<String> parts) {
        boolean escaped = parts.size() > 1 && parts.stream().anyMatch(part -> part.contains(SEPARATOR));
        return escaped
                ? String.join(SEPARATOR, parts.stream().map(KeyText::escaped).toList()) + SEPARATOR
                : String.join(SEPARATOR, parts);
    }

    static List<String> parts(String text, int count) {
        if (count == 1) {
            return List.of(text);
        }
        List<String> parts = List.of(text.split(SEPARATOR, -1));
        return parts.size() > count
                ? parts.stream().limit(count).map(KeyText::unescaped).toList()
                : parts;
    }

    private static String escaped(String part) {
        return part.replace(ESCAPE, ESCAPED_ESCAPE).replace(SEPARATOR, ESCAPED_SEPARATOR);
    }

    private static String unescaped(String part) {
        return part.replace(ESCAPED_SEPARATOR, SEPARATOR).replace(ESCAPED_ESCAPE, ESCAPE);
    }
}
