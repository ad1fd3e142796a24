package io.orderlake.transformer.change;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Half a surrogate pair is legal in JSON but has no UTF-8, so columnar files would silently get a question mark. */
public final class WholeText {

    private static final int HIGH_BYTE_OF_RAW_SURROGATE = 0xED;
    private static final int FIRST_LOW_BYTE_OF_RAW_SURROGATE = 0xA0;

    private WholeText() {}

    /** Refuses a text with half a pair. */
    public static void require(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSurrogatePair(text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : 'x')) {
                    throw new UnprocessableChange(
                            "Cannot read a change: expected whole characters but text contains half a surrogate"
                                    + " pair at " + i);
                }
                i++;
            }
        }
    }

    /** Refuses a change with such a text anywhere; walks it only where its bytes make that possible. */
    public static void require(JsonNode changeEvent, byte[] data) {
        if (mayHoldSurrogates(data)) {
            walk(changeEvent);
        }
    }

    private static void walk(JsonNode value) {
        if (value.isString()) {
            require(value.stringValue());
        } else if (value.isObject()) {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                require(member.getKey());
                walk(member.getValue());
            }
        } else {
            value.forEach(WholeText::walk);
        }
    }

    private static boolean mayHoldSurrogates(byte[] data) {
        for (int i = 0; i + 2 < data.length; i++) {
            boolean escaped = data[i] == '\\' && data[i + 1] == 'u' && (data[i + 2] | 0x20) == 'd';
            boolean raw = (data[i] & 0xFF) == HIGH_BYTE_OF_RAW_SURROGATE
                    && (data[i + 1] & 0xFF) >= FIRST_LOW_BYTE_OF_RAW_SURROGATE;
            if (escaped || raw) {
                return true;
            }
        }
        return false;
    }
}
