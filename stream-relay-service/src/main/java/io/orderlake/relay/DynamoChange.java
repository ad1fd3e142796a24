package io.orderlake.relay;

import io.orderlake.contract.DynamoKey;
import io.orderlake.stream.StreamRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * A change as DynamoDB Streams delivered it: its JSON, and what the relay needs of it.
 *
 * @param json the whole record, one JSON object in UTF-8
 * @param eventId {@code eventID}, the same whenever the stream is read again
 * @param keys {@code dynamodb.Keys} as {@link DynamoKey} has it
 * @param sequenceNumber orders the changes of a key
 * @param changedAt the source's time, to the second
 */
record DynamoChange(byte[] json, String eventId, String keys, String sequenceNumber, Instant changedAt) {

    private static final JsonMapper JSON = new JsonMapper();

    /** @throws IllegalArgumentException where the record is no DynamoDB Streams record */
    static DynamoChange read(StreamRecord streamRecord) {
        String eventId = "";
        String keys = "";
        try (JsonParser json = JSON.createParser(streamRecord.data())) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("eventID")) {
                    eventId = json.getString();
                } else if (name.equals("dynamodb")) {
                    keys = keys(json);
                } else {
                    json.skipChildren();
                }
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "Cannot relay record " + streamRecord.sequence() + ": it is not JSON", e);
        }
        if (eventId.isEmpty() || keys.isEmpty()) {
            throw new IllegalArgumentException("Cannot relay record " + streamRecord.sequence()
                    + ": expected eventID and dynamodb.Keys but was "
                    + new String(streamRecord.data(), StandardCharsets.UTF_8));
        }
        return new DynamoChange(streamRecord.data(), eventId, keys, streamRecord.sequence(), streamRecord.arrivedAt());
    }

    private static String keys(JsonParser json) {
        String keys = "";
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean found = json.currentName().equals("Keys");
            json.nextToken();
            if (found) {
                keys = DynamoKey.text(json.readValueAsTree());
            } else {
                json.skipChildren();
            }
        }
        return keys;
    }
}
