package io.orderlake.transformer.change;

import io.orderlake.contract.ChangeOp;
import io.orderlake.contract.Position;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** A record of <em>Kinesis Data Streams for DynamoDB</em>: it has no sequence number and may arrive out of order. */
final class KinesisForDynamoDbFormat implements ChangeFormat {

    private static final int MILLIS = 1_000;
    private static final int MICROS = 1_000_000;

    @Override
    public boolean knows(JsonNode changeEvent) {
        return changeEvent.path(DynamoDbChange.STREAM).isObject() && changeEvent.has("tableName");
    }

    @Override
    public boolean isControl(JsonNode changeEvent) {
        return false;
    }

    @Override
    public ChangeHeader header(JsonNode changeEvent, int epoch) {
        String eventId = Json.string(changeEvent, "eventID");
        Instant changedAt = DynamoDbChange.createdAt(changeEvent, unitsPerSecond(changeEvent));
        return new ChangeHeader(
                DynamoDbChange.op(changeEvent),
                DynamoDbChange.SOURCE,
                Json.string(changeEvent, "tableName"),
                DynamoDbChange.key(changeEvent),
                eventId,
                Position.unpositioned(epoch, changedAt, eventId),
                changedAt);
    }

    @Override
    public RowImages images(JsonNode changeEvent, ChangeOp op) {
        return DynamoDbChange.images(changeEvent, op);
    }

    private static int unitsPerSecond(JsonNode changeEvent) {
        JsonNode precision = changeEvent.path(DynamoDbChange.STREAM).path("ApproximateCreationDateTimePrecision");
        return switch (precision.asString("MILLISECOND")) {
            case "MILLISECOND" -> MILLIS;
            case "MICROSECOND" -> MICROS;
            default ->
                throw Json.unexpected(
                        "dynamodb.ApproximateCreationDateTimePrecision", "MILLISECOND or MICROSECOND", precision);
        };
    }
}
