package io.orderlake.transformer.change;

import io.orderlake.contract.ChangeOp;
import tools.jackson.databind.JsonNode;

/** One of the wire formats of {@code order-changes}. What it cannot read it refuses with a {@link Refusal}. */
public sealed interface ChangeFormat
        permits DynamoDbStreamsFormat, KinesisForDynamoDbFormat, DebeziumFormat, DmsFormat {

    /** Whether the record is of this format, told by its content. */
    boolean knows(JsonNode changeEvent);

    /** Whether the record is a message of the producer about itself and no change of a row: it is counted and skipped. */
    boolean isControl(JsonNode changeEvent);

    /** Operation, origin, identity and place of the change. */
    Heading heading(JsonNode changeEvent, int epoch);

    /** The row before and after. */
    Images images(JsonNode changeEvent, ChangeOp op);
}
