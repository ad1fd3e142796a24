package io.orderlake.transformer;

import static io.orderlake.transformer.TransformFixtures.NOW;
import static io.orderlake.transformer.TransformFixtures.packed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.contract.ChangeId;
import io.orderlake.contract.LakeRecord;
import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Place;
import io.orderlake.contract.Position;
import io.orderlake.contract.Reject;
import io.orderlake.contract.RelayOriginal;
import io.orderlake.contract.RelayTag;
import io.orderlake.contract.RelayTagJson;
import io.orderlake.contract.RowEvent;
import io.orderlake.stream.LaneRecord;
import io.orderlake.stream.StreamRecord;
import io.orderlake.transformer.enrich.Enrichments;
import io.orderlake.transformer.row.MaskKey;
import io.orderlake.transformer.row.TransformedTables;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

class TransformBatchTest {

    private static final String PLACE = "0000000049650000000000000000000000000000000000000000000000000017-00000";
    private static final String SHARD = "foreign/shardId-000000000003";

    private final TransformFixtures fixtures = new TransformFixtures();

    @Test
    void eachChangeOfAMixedBatchHasOneOutcomeInItsLaneAndItsTurn() {
        List<LaneRecord> published = fixtures.apply(
                        packed(0, tagged(thing("a", "5"), 11, 41)),
                        packed(1, "no JSON at all"),
                        packed(2, tagged(thing("b", "99"), 12, 42)),
                        packed(3, "{\"ts_ms\":1795168801000}"),
                        packed(4, tagged(thing("a", "6"), 11, 43)),
                        packed(5, tagged(thing("c", "7").replace("Things", "Strangers"), 13, 44)),
                        packed(6, thing("a", "8")))
                .records();

        assertThat(published)
                .extracting(TransformBatchTest::told)
                .containsExactly(
                        "lane 11: row {\"id\":\"a\",\"sort\":1} at 000003-…41 of shard-1",
                        "lane 59: reject null null at " + PLACE + "1 of " + SHARD
                                + ": Cannot read a change: expected JSON but Unrecognized token 'no': was expecting (JSON"
                                + " String, Number, Array, Object or token 'null', 'true' or 'false')",
                        "lane 12: reject things {\"id\":\"b\",\"sort\":1} at 000003-…42 of shard-1"
                                + ": Cannot accept a row of things: it fails max:quantity",
                        "lane 11: row {\"id\":\"a\",\"sort\":1} at 000003-…43 of shard-1",
                        "lane 13: reject null null at 000003-…44 of shard-1: Cannot find the table of a change: expected"
                                + " a source that tables.yml names but was \"Strangers\"",
                        "lane 60: row {\"id\":\"a\",\"sort\":1} at " + PLACE + "6 of " + SHARD);
        assertThat(counted("orderlake.changes.rejected")).isEqualTo(3);
        assertThat(counted("orderlake.changes.skipped")).isEqualTo(1);
    }

    @Test
    void aRejectHoldsTheOriginalBytesAndAllThatWasRead() {
        String original = tagged(thing("b", "99"), 12, 42);

        assertThat(reject(packed(0, original)))
                .usingRecursiveComparison()
                .isEqualTo(new Reject(
                        original.getBytes(StandardCharsets.UTF_8),
                        "transform",
                        "Cannot accept a row of things: it fails max:quantity",
                        new ChangeId("e-42", "things", "{\"id\":\"b\",\"sort\":1}", Position.dynamodb(3, "42")),
                        new Place("shard-1", 12, Position.dynamodb(3, "42").text()),
                        NOW,
                        null,
                        false));
    }

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
            '{"a":1,"b":2}'        | Cannot tell the format of a change: expected a DynamoDB Streams record, a Kinesis Data Streams for DynamoDB record, a Debezium envelope or a DMS record but was an object of [a, b]
            '{"a":1,"a":2}'        | Cannot read a change: expected JSON but Duplicate
            '{"a":1} {"b":2}'      | Cannot read a change: expected JSON but Trailing token
            '{"orderlake":{}}'     | Cannot read the tag of a change: expected a whole number in epoch but it is missing
            """)
    void whatIsNoChangeIsRejectedWithAReason(String text, String reason) {
        assertThat(reject(packed(0, text)).reason()).startsWith(reason);
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

        assertThat(reject(packed(0, broken)).reason()).contains(reason);
    }

    @Test
    void aForeignCopyOfARelayedChangeGoesToTheLaneThatTheRelayGivesIt() {
        String piped = thing("a", "5");
        String otherwise = piped.replace(
                "\"Keys\":{\"id\":{\"S\":\"a\"},\"sort\":{\"N\":\"1\"}",
                "\"Keys\":{\"sort\":{\"N\":\"1\"}, \"id\":{\"S\":\"a\"}");
        assertThat(otherwise).isNotEqualTo(piped);

        // As RelayProcessorTest has it.
        int lane = TransformFixtures.LANES.laneOf("Things", "{\"id\":{\"S\":\"a\"},\"sort\":{\"N\":\"1\"}}");
        assertThat(fixtures.apply(packed(0, piped), packed(1, otherwise)).records())
                .extracting(LaneRecord::lane)
                .containsExactly(lane, lane);
    }

    @Test
    void aForeignChangeWithoutAKeyGoesToTheLaneOfItsEventId() {
        String keyless = thing("a", "5").replace("\"Keys\"", "\"Nokeys\"").replace("\"NewImage\"", "\"Noimage\"");

        assertThat(reject(packed(0, keyless)).lane()).isEqualTo(TransformFixtures.LANES.laneOf("", "e-1"));
    }

    @Test
    void halfASurrogatePairHarmsNobodyWhereverItStands() {
        String half = "\\" + "ud800";
        assertThat(fixtures.apply(
                                packed(0, tagged(thing("a", "5"), 11, 41).replace("hello", half)),
                                packed(1, tagged(thing(half, "5"), 12, 42)),
                                packed(2, tagged(thing("a", "5"), 13, 43).replace("shard-1", half)),
                                packed(3, tagged(thing("a", "5"), 14, 44).replace("e-44", half)),
                                packed(4, tagged(thing("a", "5"), 11, 45)),
                                packed(5, tagged(thing("a", "5"), 15, 46).replace("hello", half + "\\" + "udc00")))
                        .records())
                .extracting(published -> LakeRecordJson.read(published.data()))
                .extracting(outcome -> outcome.lane() + " " + outcome.getClass().getSimpleName())
                .containsExactly("11 Reject", "12 Reject", "59 Reject", "14 Reject", "11 RowEvent", "15 RowEvent");
    }

    @Test
    void aRedrivenOriginalKeepsItsIdentityAndTakesTheRedrivesPlace() {
        String original = tagged(thing("a", "5"), 64, 42);
        RowEvent row = (RowEvent) outcome(redriven(original, "transform", "e-42"));

        assertThat(row.position()).isEqualTo(Position.dynamodb(3, "42"));
        assertThat(row.eventId()).isEqualTo("e-42");
        assertThat(row.content().quality()).isEmpty();
        assertThat(List.of(row.sourceShard(), row.lane(), row.sequence(), row.redriven()))
                .isEqualTo(List.of("redrive/errors/1", 7, "0000000003", true));
    }

    @Test
    void anOriginalThatFailsAgainIsTheSameRejectInAnotherPlace() {
        for (String original : List.of("no JSON", thing("b", "99"))) {
            Reject again = reject(redriven(original, "transform", "foreign/1"));

            assertThat(new String(again.original(), StandardCharsets.UTF_8)).isEqualTo(original);
            assertThat(again.eventId()).isEqualTo(original.equals("no JSON") ? "foreign/1" : "e-1");
            assertThat(again.sourceShard()).isEqualTo("redrive/errors/1");
            assertThat(again.sequence()).isEqualTo("0000000003");
            assertThat(again.redriven()).isTrue();
        }
    }

    @Test
    void aRowThatWasRejectedBeforeItsIdCouldBeReadSaysUnderWhichId() {
        RowEvent row = (RowEvent) outcome(redriven(thing("a", "5"), "transform", "foreign/1"));

        assertThat(row.eventId()).isEqualTo("e-1");
        assertThat(row.content().quality()).containsExactly("rejected_as:foreign/1");
    }

    @Test
    void whatTheLakeWriterRefusedIsPassedOnAsItIs() {
        RowEvent row = (RowEvent) outcome(packed(0, tagged(thing("a", "5"), 11, 41)));
        String line = new String(LakeRecordJson.write(row), StandardCharsets.UTF_8);

        assertThat(outcome(redriven(line, "lake", "e-41")))
                .isEqualTo(row.redrivenAt(new Place("redrive/errors/1", 7, "0000000003")));
        Reject again = reject(redriven("no row", "lake", "lake/1"));
        assertThat(new String(again.original(), StandardCharsets.UTF_8)).isEqualTo("no row");
        assertThat(List.of(again.stage(), again.eventId(), again.sourceShard()))
                .containsExactly("lake", "lake/1", "redrive/errors/1");
    }

    private LakeRecord outcome(StreamRecord streamRecord) {
        return LakeRecordJson.read(fixtures.apply(streamRecord).records().get(0).data());
    }

    private static StreamRecord redriven(String original, String stage, String eventId) {
        RelayTag tag = new RelayTag(3, "redrive/errors/1", 7, 64, NOW, true, "0000000003", eventId);
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JsonMapper.shared().createGenerator(text)) {
            json.writeStartObject();
            RelayTagJson.write(json, tag, new RelayOriginal(stage, original.getBytes(StandardCharsets.UTF_8)));
            json.writeEndObject();
        }
        return packed(0, text.toString());
    }

    @Test
    void aLaneThatDoesNotExistIsRejectedRatherThanBlockingItsShard() {
        String tagged = tagged(thing("a", "5"), 64, 42).replace("\"lanes\":64", "\"lanes\":128");

        assertThat(reject(packed(0, tagged)).reason())
                .isEqualTo("Cannot place a change: expected a lane below 64 but was 64");
    }

    @Test
    void aRejectOfTheRelayIsPassedOn() {
        String tag = tag(12, 42);
        String decided = "{\"orderlake\":" + tag.substring(0, tag.length() - 1)
                + ",\"reject\":{\"stage\":\"relay\",\"reason\":\"too large\",\"event_id\":\"e-42\",\"pointer\":\"s3://lake/x\","
                + "\"table\":\"things\",\"key\":\"{}\",\"position\":\"000003-42\"}}}";

        assertThat(reject(packed(0, decided)))
                .usingRecursiveComparison()
                .isEqualTo(new Reject(
                        new byte[0],
                        "relay",
                        "too large",
                        new ChangeId("e-42", "things", "{}", new Position("000003-42")),
                        new Place("shard-1", 12, "000003-42"),
                        NOW,
                        "s3://lake/x",
                        false));
    }

    @Test
    void aRowEventThatIsTooLargeBecomesARejectThatPointsToItsOriginal() {
        TransformFixtures small = new TransformFixtures(2_000);
        String large = tagged(thing("a", "5").replace("hello", "x".repeat(3_000)), 12, 42);

        Reject reject = (Reject) LakeRecordJson.read(
                small.apply(packed(0, large)).records().get(0).data());

        assertThat(small.kept).containsExactly("e-42 of " + large.length() + " bytes");
        assertThat(reject.pointer()).isEqualTo("s3://lake/oversize/e-42");
        assertThat(reject.original()).isEmpty();
        assertThat(reject.reason()).startsWith("Cannot publish a row event: expected at most 2000 bytes but was ");
        assertThat(reject.position()).isEqualTo(Position.dynamodb(3, "42"));
    }

    @Test
    void aRejectThatIsTooLargePointsToItsOriginalAndKeepsItsReason() {
        TransformFixtures small = new TransformFixtures(2_000);
        String large = "no JSON " + "x".repeat(3_000);

        Reject reject = (Reject) LakeRecordJson.read(
                small.apply(packed(0, large)).records().get(0).data());

        assertThat(small.kept).containsExactly(SHARD + "/" + PLACE + "0 of " + large.length() + " bytes");
        assertThat(reject.reason()).startsWith("Cannot read a change: expected JSON but");
    }

    @Test
    void whatFailsOutsideOfARecordFailsTheBatch() {
        TransformBatch failing = new TransformBatch(
                new TransformedTables(
                        TransformFixtures.tables(), new Enrichments(Map.of()), new MaskKey("mask-key-of-the-tests")),
                TransformFixtures.LANES,
                new SizeLimit(100, (eventId, original) -> {
                    throw new IllegalStateException("S3 is away");
                }),
                new TransformCounts(fixtures.meters),
                () -> NOW);

        assertThatThrownBy(() -> failing.apply(TransformFixtures.batch(packed(0, thing("a", "5")))))
                .hasMessage("S3 is away");
    }

    private Reject reject(StreamRecord streamRecord) {
        return (Reject) LakeRecordJson.read(
                fixtures.apply(streamRecord).records().get(0).data());
    }

    private double counted(String name) {
        return fixtures.meters.find(name).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static String told(LaneRecord published) {
        LakeRecord outcome = LakeRecordJson.read(published.data());
        assertThat(published.lane()).isEqualTo(outcome.lane());
        String at = " at " + outcome.sequence().replaceFirst("^(\\d{6}-)0{38}", "$1…") + " of " + outcome.sourceShard();
        if (outcome instanceof RowEvent row) {
            return "lane " + row.lane() + ": row " + row.key() + at;
        }
        Reject reject = (Reject) outcome;
        return "lane " + reject.lane() + ": reject " + reject.table() + " " + reject.key() + at + ": "
                + reject.reason();
    }

    private static String thing(String id, String quantity) {
        String keys = "{\"id\":{\"S\":\"" + id + "\"},\"sort\":{\"N\":\"1\"}";
        return "{\"eventID\":\"e-1\",\"eventName\":\"INSERT\",\"dynamodb\":{\"ApproximateCreationDateTime\":1795168801,\"Keys\":"
                + keys + "},\"NewImage\":" + keys + ",\"text\":{\"S\":\"hello\"},\"quantity\":{\"N\":\"" + quantity
                + "\"}},\"SequenceNumber\":\"1\"},\"eventSourceARN\":\"arn:aws:dynamodb:eu-west-1:1:table/Things/stream/1\"}";
    }

    private static String tagged(String change, int lane, int sequence) {
        return change.replace("\"e-1\"", "\"e-" + sequence + "\"")
                        .replace("\"SequenceNumber\":\"1\"", "\"SequenceNumber\":\"" + sequence + "\"")
                        .replaceFirst("}$", "")
                + ",\"orderlake\":" + tag(lane, sequence) + "}";
    }

    private static String tag(int lane, int sequence) {
        return String.format(
                Locale.ROOT,
                "{\"epoch\":3,\"source_shard\":\"shard-1\",\"lane\":%d,\"lanes\":64,\"relayed_at\":\"2026-11-20T09:59:%02dZ\",\"redriven\":false}",
                lane,
                sequence);
    }
}
