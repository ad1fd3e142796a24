package io.orderlake.transformer.change;

import io.orderlake.contract.ChangeOp;
import io.orderlake.contract.Position;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A DynamoDB Streams record as our relay, EventBridge Pipes and Lambda deliver it. */
final class DynamoDbStreamsFormat implements ChangeFormat {

    private static final String SEQUENCE = "SequenceNumber";
    private static final Pattern SEQUENCE_NUMBER = Pattern.compile("\\d{1,40}");
    private static final Pattern STREAM_ARN = Pattern.compile("arn:.*:table/([^/]+)/stream/.+");

    @Override
    public boolean knows(JsonNode changeEvent) {
        return changeEvent.path(DynamoDbChange.STREAM).has(SEQUENCE);
    }

    @Override
    public boolean isControl(JsonNode changeEvent) {
        return false;
    }

    @Override
    public ChangeHeader header(JsonNode changeEvent, int epoch) {
        return new ChangeHeader(
                DynamoDbChange.op(changeEvent),
                DynamoDbChange.SOURCE,
                table(Json.string(changeEvent, "eventSourceARN")),
                DynamoDbChange.key(changeEvent),
                Json.string(changeEvent, "eventID"),
                position(changeEvent.path(DynamoDbChange.STREAM), epoch),
                DynamoDbChange.createdAt(changeEvent, 1));
    }

    @Override
    public RowImages images(JsonNode changeEvent, ChangeOp op) {
        return DynamoDbChange.images(changeEvent, op);
    }

    private static Position position(JsonNode stream, int epoch) {
        String sequence = Json.string(stream, SEQUENCE);
        if (!SEQUENCE_NUMBER.matcher(sequence).matches()) {
            throw Json.unexpected("dynamodb.SequenceNumber", "at most 40 digits", stream.path(SEQUENCE));
        }
        return Position.dynamodb(epoch, sequence);
    }

    private static String table(String arn) {
        Matcher matcher = STREAM_ARN.matcher(arn);
        if (!matcher.matches()) {
            throw new UnprocessableChange(
                    "Cannot find the table of a change: expected arn:…:table/NAME/stream/… in eventSourceARN "
                            + "but was \"" + arn + "\"");
        }
        return matcher.group(1);
    }
}
