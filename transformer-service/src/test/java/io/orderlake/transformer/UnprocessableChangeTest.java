package io.orderlake.transformer;

import static io.orderlake.transformer.ThingChanges.tagged;
import static io.orderlake.transformer.ThingChanges.thing;
import static io.orderlake.transformer.TransformFixtures.NOW;
import static io.orderlake.transformer.TransformFixtures.packed;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Reject;
import io.orderlake.stream.StreamRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes that cannot be processed, and the reasons of their rejects. */
class UnprocessableChangeTest {

    private static final String PLACE = "0000000049650000000000000000000000000000000000000000000000000017-00000";
    private static final String SHARD = "foreign/shardId-000000000003";

    private final TransformFixtures fixtures = new TransformFixtures();

    @Test
    void whatCannotBeUnpackedIsAReject() {
        StreamRecord record = packed(0, "\u0003");
        StreamRecord defective = new StreamRecord(
                record.sequence(), 0, record.partitionKey(), record.data(), NOW, "its checksum differs");

        Reject reject = (Reject)
                LakeRecordJson.read(fixtures.apply(defective).records().get(0).data());

        assertThat(reject.reason()).isEqualTo("Cannot unpack a record of order-changes: its checksum differs");
        assertThat(reject.original()).isEqualTo(record.data());
        assertThat(reject.eventId()).isEqualTo(SHARD + "/" + PLACE + "0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            '[1]'                  | Cannot read a change: expected a JSON object but was array
            '{"a":1,"b":2}'        | Cannot recognize the format of a change: expected a DynamoDB Streams record, a Kinesis Data Streams for DynamoDB record, a Debezium envelope or a DMS record but was an object of [a, b]
            '{"a":1,"a":2}'        | Cannot read a change: expected JSON but Duplicate
            '{"a":1} {"b":2}'      | Cannot read a change: expected JSON but Trailing token
            '{"orderlake":{}}'     | Cannot read the tag of a change: expected a whole number in epoch but it is missing
            """)
    void whatIsNoChangeIsRejectedWithAReason(String text, String reason) {
        assertThat(fixtures.reject(packed(0, text)).reason()).startsWith(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "INSERT"           | "TRUNCATE"    | expected INSERT, MODIFY or REMOVE in eventName but was "TRUNCATE"
            "eventID":"e-42",  | ~~            | expected text in eventID but it is missing
            "e-42"             | "e 42"        | expected an event id and a source of 1 to 256 visible ASCII characters
            :table/Things/     | :Things/      | expected arn:…:table/NAME/stream/… in eventSourceARN
            "SequenceNumber":"42" | "SequenceNumber":"4x" | expected at most 40 digits in dynamodb.SequenceNumber but was "4x"
            1795168801         | "today"       | expected a number in dynamodb.ApproximateCreationDateTime but was "today"
            1795168801         | 1e99          | expected a time in dynamodb.ApproximateCreationDateTime
            1795168801         | 1e999999999   | expected a time in dynamodb.ApproximateCreationDateTime
            "NewImage"         | "OldImage"    | expected dynamodb.NewImage
            {"N":"5"}          | {"N":"five"}  | expected a number in dynamodb.NewImage.quantity but was "five"
            {"N":"5"}          | {"X":"5"}     | expected one of the types S, N, B, BOOL, NULL, M, L, SS, NS, BS in dynamodb.NewImage.quantity
            {"N":"5"}          | {}            | expected one typed value in dynamodb.NewImage.quantity but was {}
            {"N":"5"}          | {"B":"%%"}    | expected base64 in dynamodb.NewImage.quantity
            {"N":"5"}          | {"L":[{"SS":"a"}]} | expected a list in dynamodb.NewImage.quantity[0] but was "a"
            "sort":{"N":"1"}   | "sort":{"S":"one"} | expected key column sort of things as long but was "one"
            "id":{"S":"a"}     | "ID":{"S":"a"}     | expected key column id of things as string but it is missing
            """)
    void aReasonNamesTheThing(String from, String to, String reason) {
        String broken = tagged(thing("a", "5"), 12, 42).replace(from, to);

        assertThat(fixtures.reject(packed(0, broken)).reason()).contains(reason);
    }

    @Test
    void aLaneThatDoesNotExistIsRejectedRatherThanBlockingItsShard() {
        String tagged = tagged(thing("a", "5"), 64, 42).replace("\"lanes\":64", "\"lanes\":128");

        assertThat(fixtures.reject(packed(0, tagged)).reason())
                .isEqualTo("Cannot place a change: expected a lane below 64 but was 64");
    }
}
