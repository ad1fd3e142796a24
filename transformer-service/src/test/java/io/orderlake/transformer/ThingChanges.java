package io.orderlake.transformer;

import java.util.Locale;

/** Changes of table {@code things} as JSON. */
final class ThingChanges {

    private ThingChanges() {}

    /** An insert as a foreign producer sends it. */
    static String thing(String id, String quantity) {
        String keys = "{\"id\":{\"S\":\"" + id + "\"},\"sort\":{\"N\":\"1\"}";
        return "{\"eventID\":\"e-1\",\"eventName\":\"INSERT\",\"dynamodb\":{\"ApproximateCreationDateTime\":1795168801,\"Keys\":"
                + keys + "},\"NewImage\":" + keys + ",\"text\":{\"S\":\"hello\"},\"quantity\":{\"N\":\"" + quantity
                + "\"}},\"SequenceNumber\":\"1\"},\"eventSourceARN\":\"arn:aws:dynamodb:eu-west-1:1:table/Things/stream/1\"}";
    }

    /** The same change as the relay sends it. */
    static String tagged(String change, int lane, int sequence) {
        return change.replace("\"e-1\"", "\"e-" + sequence + "\"")
                        .replace("\"SequenceNumber\":\"1\"", "\"SequenceNumber\":\"" + sequence + "\"")
                        .replaceFirst("}$", "")
                + ",\"orderlake\":" + tag(lane, sequence) + "}";
    }

    static String tag(int lane, int sequence) {
        return String.format(
                Locale.ROOT,
                "{\"epoch\":3,\"source_shard\":\"shard-1\",\"lane\":%d,\"lanes\":64,\"relayed_at\":\"2026-11-20T09:59:%02dZ\",\"redriven\":false}",
                lane,
                sequence);
    }
}
