package io.orderlake.transformer.change;

import io.orderlake.contract.ChangeOp;
import tools.jackson.databind.JsonNode;

/** One of the wire formats of {@code order-changes}. Throws {@link UnprocessableChange} where it cannot read a record. */
public sealed interface ChangeFormat
        permits DynamoDbStreamsFormat, KinesisForDynamoDbFormat, DebeziumFormat, DmsFormat {

    /** Whether the content of the record is of this format. */
    boolean knows(JsonNode changeEvent);

    /** Whether the record is a message of the producer about itself and no change of a row: it is counted and skipped. */
    boolean isControl(JsonNode changeEvent);

    /** Operation, origin, id and position of the change. */
    ChangeHeader header(JsonNode changeEvent, int epoch);

    /** The row before and after. */
    RowImages images(JsonNode changeEvent, ChangeOp op);
}
