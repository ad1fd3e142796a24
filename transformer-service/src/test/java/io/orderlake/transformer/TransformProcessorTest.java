package io.orderlake.transformer;

import static io.orderlake.transformer.ThingChanges.tag;
import static io.orderlake.transformer.ThingChanges.tagged;
import static io.orderlake.transformer.ThingChanges.thing;
import static io.orderlake.transformer.TransformFixtures.NOW;
import static io.orderlake.transformer.TransformFixtures.packed;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.ChangeId;
import io.orderlake.contract.LakeRecord;
import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Place;
import io.orderlake.contract.Position;
import io.orderlake.contract.Reject;
import io.orderlake.contract.RowEvent;
import io.orderlake.stream.LaneRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransformProcessorTest {

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
                .extracting(TransformProcessorTest::summary)
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

        assertThat(fixtures.reject(packed(0, original)))
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
    void aRejectOfTheRelayIsPassedOn() {
        String tag = tag(12, 42);
        String decided = "{\"orderlake\":" + tag.substring(0, tag.length() - 1)
                + ",\"reject\":{\"stage\":\"relay\",\"reason\":\"too large\",\"event_id\":\"e-42\",\"pointer\":\"s3://lake/x\","
                + "\"table\":\"things\",\"key\":\"{}\",\"position\":\"000003-42\"}}}";

        assertThat(fixtures.reject(packed(0, decided)))
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
    void aForeignCopyOfARelayedChangeGoesToTheLaneThatTheRelayGivesIt() {
        String piped = thing("a", "5");
        String otherwise = piped.replace(
                "\"Keys\":{\"id\":{\"S\":\"a\"},\"sort\":{\"N\":\"1\"}",
                "\"Keys\":{\"sort\":{\"N\":\"1\"}, \"id\":{\"S\":\"a\"}");
        assertThat(otherwise).isNotEqualTo(piped);

        // The relay computes the same lane.
        int lane = TransformFixtures.LANES.laneOf("Things", "{\"id\":{\"S\":\"a\"},\"sort\":{\"N\":\"1\"}}");
        assertThat(fixtures.apply(packed(0, piped), packed(1, otherwise)).records())
                .extracting(LaneRecord::lane)
                .containsExactly(lane, lane);
    }

    @Test
    void aForeignChangeWithoutAKeyGoesToTheLaneOfItsEventId() {
        String keyless = thing("a", "5").replace("\"Keys\"", "\"Nokeys\"").replace("\"NewImage\"", "\"Noimage\"");

        assertThat(fixtures.reject(packed(0, keyless)).lane()).isEqualTo(TransformFixtures.LANES.laneOf("", "e-1"));
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

    private double counted(String name) {
        return fixtures.meters.find(name).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static String summary(LaneRecord published) {
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
}
