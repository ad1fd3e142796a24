package io.orderlake.transformer.change;

import io.orderlake.contract.ChangeOp;
import io.orderlake.contract.DynamoKey;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What both formats of DynamoDB have in common. */
final class DynamoDbChange {

    static final String SOURCE = "dynamodb";
    static final String STREAM = "dynamodb";

    /** Microseconds of some 30,000 years. Compared first, since a number of few characters can need more memory than there is. */
    private static final BigDecimal BEYOND_TIME = new BigDecimal("1e18");

    private static final String CREATED = "ApproximateCreationDateTime";

    private DynamoDbChange() {}

    static ChangeOp op(JsonNode changeEvent) {
        String name = Json.string(changeEvent, "eventName");
        return switch (name) {
            case "INSERT" -> ChangeOp.INSERT;
            case "MODIFY" -> ChangeOp.UPDATE;
            case "REMOVE" -> ChangeOp.DELETE;
            default -> throw Json.unexpected("eventName", "INSERT, MODIFY or REMOVE", changeEvent.path("eventName"));
        };
    }

    /** Null where the record has none. */
    static @Nullable String key(JsonNode changeEvent) {
        JsonNode keys = changeEvent.path(STREAM).path("Keys");
        return keys.isObject() ? DynamoKey.text(keys) : null;
    }

    /** The time of the change, which the formats write in different units. */
    static Instant createdAt(JsonNode changeEvent, int unitsPerSecond) {
        JsonNode value = changeEvent.path(STREAM).path(CREATED);
        if (!value.isNumber()) {
            throw Json.unexpected(STREAM + "." + CREATED, "a number", value);
        }
        if (value.decimalValue().abs().compareTo(BEYOND_TIME) > 0) {
            throw Json.unexpected(STREAM + "." + CREATED, "a time", value);
        }
        try {
            BigDecimal nanos = value.decimalValue().multiply(BigDecimal.valueOf(1_000_000_000L / unitsPerSecond));
            long whole = nanos.setScale(0, RoundingMode.FLOOR).longValueExact();
            return Instant.ofEpochSecond(Math.floorDiv(whole, 1_000_000_000L), Math.floorMod(whole, 1_000_000_000L));
        } catch (ArithmeticException | DateTimeException e) {
            throw Json.unexpected(STREAM + "." + CREATED, "a time", value);
        }
    }

    static RowImages images(JsonNode changeEvent, ChangeOp op) {
        ObjectNode stream = Json.object(changeEvent, STREAM);
        ObjectNode keys = DynamoDbValues.imageOrNull(stream, "Keys");
        @Nullable ObjectNode current = DynamoDbValues.imageOrNull(stream, "NewImage");
        if (current == null && op != ChangeOp.DELETE) {
            throw new UnprocessableChange(
                    "Cannot read a change: expected dynamodb.NewImage, which a stream of view type "
                            + "NEW_AND_OLD_IMAGES or NEW_IMAGE has, but it is missing");
        }
        return new RowImages(
                keys == null ? JsonNodeFactory.instance.objectNode() : keys,
                DynamoDbValues.imageOrNull(stream, "OldImage"),
                current,
                RowImages.Extent.WHOLE);
    }
}
