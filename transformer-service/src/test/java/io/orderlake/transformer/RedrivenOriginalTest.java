package io.orderlake.transformer;

import static io.orderlake.transformer.ThingChanges.tagged;
import static io.orderlake.transformer.ThingChanges.thing;
import static io.orderlake.transformer.TransformFixtures.NOW;
import static io.orderlake.transformer.TransformFixtures.packed;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.LakeRecordJson;
import io.orderlake.contract.Place;
import io.orderlake.contract.Position;
import io.orderlake.contract.Reject;
import io.orderlake.contract.RelayOriginal;
import io.orderlake.contract.RelayTag;
import io.orderlake.contract.RelayTagJson;
import io.orderlake.contract.RowEvent;
import io.orderlake.stream.StreamRecord;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Originals of rejects that a redrive sends again. */
class RedrivenOriginalTest {

    private final TransformFixtures fixtures = new TransformFixtures();

    @Test
    void aRedrivenOriginalKeepsItsIdentityAndTakesTheRedrivesPlace() {
        String original = tagged(thing("a", "5"), 64, 42);
        RowEvent row = (RowEvent) fixtures.outcome(redriven(original, "transform", "e-42"));

        assertThat(row.position()).isEqualTo(Position.dynamodb(3, "42"));
        assertThat(row.eventId()).isEqualTo("e-42");
        assertThat(row.content().quality()).isEmpty();
        assertThat(List.of(row.sourceShard(), row.lane(), row.sequence(), row.redriven()))
                .isEqualTo(List.of("redrive/errors/1", 7, "0000000003", true));
    }

    @Test
    void anOriginalThatFailsAgainIsTheSameRejectInAnotherPlace() {
        for (String original : List.of("no JSON", thing("b", "99"))) {
            Reject again = fixtures.reject(redriven(original, "transform", "foreign/1"));

            assertThat(new String(again.original(), StandardCharsets.UTF_8)).isEqualTo(original);
            assertThat(again.eventId()).isEqualTo(original.equals("no JSON") ? "foreign/1" : "e-1");
            assertThat(again.sourceShard()).isEqualTo("redrive/errors/1");
            assertThat(again.sequence()).isEqualTo("0000000003");
            assertThat(again.redriven()).isTrue();
        }
    }

    @Test
    void aRowThatWasRejectedBeforeItsIdCouldBeReadSaysUnderWhichId() {
        RowEvent row = (RowEvent) fixtures.outcome(redriven(thing("a", "5"), "transform", "foreign/1"));

        assertThat(row.eventId()).isEqualTo("e-1");
        assertThat(row.content().quality()).containsExactly("rejected_as:foreign/1");
    }

    @Test
    void whatTheLakeWriterRefusedIsPassedOnAsItIs() {
        RowEvent row = (RowEvent) fixtures.outcome(packed(0, tagged(thing("a", "5"), 11, 41)));
        String line = new String(LakeRecordJson.write(row), StandardCharsets.UTF_8);

        assertThat(fixtures.outcome(redriven(line, "lake", "e-41")))
                .isEqualTo(row.redrivenAt(new Place("redrive/errors/1", 7, "0000000003")));
        Reject again = fixtures.reject(redriven("no row", "lake", "lake/1"));
        assertThat(new String(again.original(), StandardCharsets.UTF_8)).isEqualTo("no row");
        assertThat(List.of(again.stage(), again.eventId(), again.sourceShard()))
                .containsExactly("lake", "lake/1", "redrive/errors/1");
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
}
