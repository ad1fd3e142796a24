package io.orderlake.transformer.change;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Recognizes the format of a change. */
public final class ChangeFormats {

    /** The first format that recognizes a record reads it. */
    private static final List<ChangeFormat> ALL =
            List.of(new DynamoDbStreamsFormat(), new KinesisForDynamoDbFormat(), new DebeziumFormat(), new DmsFormat());

    private ChangeFormats() {}

    /** The format of a record of {@code order-changes}. */
    public static ChangeFormat of(JsonNode changeEvent) {
        for (ChangeFormat format : ALL) {
            if (format.knows(changeEvent)) {
                return format;
            }
        }
        throw new UnprocessableChange(
                "Cannot recognize the format of a change: expected a DynamoDB Streams record, a Kinesis Data Streams "
                        + "for DynamoDB record, a Debezium envelope or a DMS record but was an object of "
                        + changeEvent.propertyNames().stream().limit(10).toList());
    }
}
