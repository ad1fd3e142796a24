package io.orderlake.transformer.change;

import io.orderlake.contract.ChangeOp;
import io.orderlake.contract.Position;
import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A record of AWS Database Migration Service. */
final class DmsFormat implements ChangeFormat {

    private static final String METADATA = "metadata";
    private static final String SOURCE = "dms";

    @Override
    public boolean knows(JsonNode changeEvent) {
        return changeEvent.path(METADATA).has("operation")
                && changeEvent.path(METADATA).has("record-type");
    }

    @Override
    public boolean isControl(JsonNode changeEvent) {
        return changeEvent.path(METADATA).path("record-type").asString("").equals("control");
    }

    @Override
    public ChangeHeader header(JsonNode changeEvent, int epoch) {
        JsonNode metadata = changeEvent.path(METADATA);
        Instant changedAt = time(metadata);
        String eventId = SOURCE + "-"
                + ContentEventId.of(
                        Json.text(metadata),
                        Json.text(changeEvent.path("data")),
                        Json.text(changeEvent.path("before-image")));
        return new ChangeHeader(
                op(metadata),
                SOURCE,
                Json.string(metadata, "schema-name") + "." + Json.string(metadata, "table-name"),
                null,
                eventId,
                Position.unpositioned(epoch, changedAt, eventId),
                changedAt);
    }

    @Override
    public RowImages images(JsonNode changeEvent, ChangeOp op) {
        ObjectNode data = Json.object(changeEvent, "data");
        ObjectNode before = Json.objectOrNull(changeEvent, "before-image");
        if (op == ChangeOp.DELETE) {
            // What a delete carries as data is the row as it was.
            return new RowImages(data, before == null ? data : before, null, RowImages.Extent.PART);
        }
        return new RowImages(JsonNodeFactory.instance.objectNode(), before, data, RowImages.Extent.PART);
    }

    private static ChangeOp op(JsonNode metadata) {
        return switch (Json.string(metadata, "operation")) {
            case "load" -> ChangeOp.SNAPSHOT;
            case "insert" -> ChangeOp.INSERT;
            case "update" -> ChangeOp.UPDATE;
            case "delete" -> ChangeOp.DELETE;
            default ->
                throw Json.unexpected(
                        "metadata.operation", "load, insert, update or delete", metadata.path("operation"));
        };
    }

    private static Instant time(JsonNode metadata) {
        String name = metadata.has("commit-timestamp") ? "commit-timestamp" : "timestamp";
        try {
            return Instant.parse(Json.string(metadata, name));
        } catch (DateTimeException e) {
            throw Json.unexpected("metadata." + name, "an ISO 8601 time", metadata.path(name));
        }
    }
}
