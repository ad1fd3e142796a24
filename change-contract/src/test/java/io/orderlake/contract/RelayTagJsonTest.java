package io.orderlake.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RelayTagJsonTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final RelayTag TAG =
            new RelayTag(2, "shard-7", 5, 64, Instant.parse("2026-11-20T10:11:12.013Z"), false, null, null);
    private static final String WIRE = """
            {"epoch":2,"source_shard":"shard-7","lane":5,"lanes":64,"relayed_at":"2026-11-20T10:11:12.013Z","redriven":false}""";

    @Test
    void aTagIsOneMember() {
        assertThat(written(json -> RelayTagJson.write(json, TAG))).isEqualTo("{\"orderlake\":" + WIRE + "}");
    }

    @Test
    void whatIsWrittenIsRead() {
        JsonNode event = JSON.readTree(written(json -> RelayTagJson.write(json, TAG)));

        assertThat(RelayTagJson.read(event)).contains(TAG);
        assertThat(RelayTagJson.readReject(event)).isEmpty();
    }

    @Test
    void aRedrivenChangeHasASequenceOfItsOwn() {
        RelayTag redriven = new RelayTag(2, "redrive/errors/1", 5, 64, TAG.relayedAt(), true, "0000000007", "e-1");

        JsonNode event = JSON.readTree(written(json -> RelayTagJson.write(json, redriven)));

        assertThat(RelayTagJson.read(event)).contains(redriven);
    }

    @Test
    void aRejectOfTheRelayStandsInsideTheTag() {
        RelayReject reject = new RelayReject(
                "relay",
                "Cannot relay: too large",
                new ChangeId("e-1", "orders", "{\"order_id\":\"o-1\"}", Position.dynamodb(2, "17")),
                "s3://orderlake/oversize/e-1");
        RelayReject scant = new RelayReject("relay", "Cannot relay: too large", ChangeId.unread("e-1"), null);

        for (RelayReject each : new RelayReject[] {reject, scant}) {
            JsonNode event = JSON.readTree(written(json -> RelayTagJson.write(json, TAG, each)));
            assertThat(RelayTagJson.read(event)).contains(TAG);
            assertThat(RelayTagJson.readReject(event)).contains(each);
        }
    }

    @Test
    void anOriginalKeepsItsExactBytes() {
        byte[] original = {0, 1, (byte) 0xff, '{'};
        JsonNode event =
                JSON.readTree(written(json -> RelayTagJson.write(json, TAG, new RelayOriginal("transform", original))));

        assertThat(RelayTagJson.read(event)).contains(TAG);
        RelayOriginal read = RelayTagJson.readOriginal(event).orElseThrow();
        assertThat(read.bytes()).isEqualTo(original);
        assertThat(read.isTransformed()).isFalse();
        assertThat(RelayTagJson.readOriginal(JSON.readTree("{\"orderlake\":" + WIRE + "}")))
                .isEmpty();
    }

    @Test
    void whatIsNoOriginalIsRefused() {
        JsonNode noBase64 = JSON.readTree("{\"orderlake\":{\"original\":{\"stage\":\"lake\",\"gzip\":\"*\"}}}");
        JsonNode noGzip = JSON.readTree("{\"orderlake\":{\"original\":{\"stage\":\"lake\",\"gzip\":\"AAAA\"}}}");

        assertThatThrownBy(() -> RelayTagJson.readOriginal(noBase64)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RelayTagJson.readOriginal(noGzip))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Cannot unpack an original");
    }

    @Test
    void aForeignRecordHasNoTag() {
        assertThat(RelayTagJson.read(JSON.readTree("{\"eventID\":\"1\"}"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            "epoch":2                    | "epoch":-1            | Cannot tag a change: expected an epoch of 0 or more
            "epoch":2                    | "epoch":"2"           | expected a whole number in epoch but was "2"
            "epoch":2                    | "epoch":9999999999    | expected a whole number in epoch but was 9999999999
            "lane":5                     | "lane":64             | a lane below 64 but was epoch 2, source shard "shard-7", lane 64
            "source_shard":"shard-7",    | ''                    | expected text in source_shard but it is missing
            2026-11-20T10:11:12.013Z     | yesterday             | expected an ISO 8601 time in relayed_at but was "yesterday"
            """)
    void whatIsNoTagIsRefused(String from, String to, String sentence) {
        JsonNode event = JSON.readTree("{\"orderlake\":" + WIRE.replace(from, to) + "}");

        assertThatThrownBy(() -> RelayTagJson.read(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    private static String written(Consumer<JsonGenerator> writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            writing.accept(json);
            json.writeEndObject();
        }
        return text.toString();
    }
}
