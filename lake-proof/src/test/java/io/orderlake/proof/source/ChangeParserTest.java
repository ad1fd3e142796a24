package io.orderlake.proof.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.proof.TableFingerprints;
import io.orderlake.proof.TableShape;
import io.orderlake.proof.source.ChangeParser.Page;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangeParserTest {

    private static final TableFingerprints SHIPMENTS = new TableFingerprints(new TableShape(
            "shipments",
            "Shipments",
            List.of("order_id", "line"),
            Map.of("order_id", "string", "line", "long", "carrier", "string"),
            Map.of(),
            Set.of(),
            "",
            List.of()));

    private static final String KEYS = "\"Keys\":{\"order_id\":{\"S\":\"o-1\"},\"line\":{\"N\":\"2\"}}";
    private static final String NEW = "\"NewImage\":" + image("DHL");
    private static final String OLD = "\"OldImage\":" + image("UPS");

    @Test
    void readsTheRowWhateverTheOrderOfTheImages() {
        Page page = page(
                record("1", KEYS, NEW, OLD), record("2", OLD, NEW, KEYS), record("3", KEYS, OLD), record("4", KEYS));

        assertThat(page.changes()).extracting(ReportedChange::key).containsOnly("o-1\u001f2");
        assertThat(page.changes()).extracting(ReportedChange::delete).containsExactly(false, false, true, true);
        assertThat(page.changes().get(1).fingerprint())
                .isEqualTo(page.changes().get(0).fingerprint());
        assertThat(page.changes().get(2).fingerprint()).isEqualTo(fingerprintOf("UPS"));
        assertThat(page.changes().get(0).fingerprint()).isEqualTo(fingerprintOf("DHL"));
        assertThat(page.changes().get(0).changedAt()).isEqualTo(1_795_176_000_000L);
        assertThat(page.changes().get(0).sequence()).hasSize(40).endsWith("0001");
        assertThat(page.nextIterator()).isEqualTo("next");
    }

    @Test
    void aCompositeKeysLaneMayFollowFromEitherOrder() {
        assertThat(page(record("1", KEYS, NEW)).changes().get(0).laneKeys())
                .containsExactly(
                        "{\"order_id\":{\"S\":\"o-1\"},\"line\":{\"N\":\"2\"}}",
                        "{\"line\":{\"N\":\"2\"},\"order_id\":{\"S\":\"o-1\"}}");
    }

    @Test
    void aRecordWithoutASequenceNumberIsRefused() {
        assertThatThrownBy(() -> page("{\"eventID\":\"e\",\"dynamodb\":{" + NEW + "}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected eventID, Keys and SequenceNumber");
    }

    @Test
    void aChangeThatMatchesNoFilterIsMarked() {
        byte[] body = body(record("1", KEYS, NEW), record("2", KEYS, OLD));
        Page page = new ChangeParser(SHIPMENTS).page(body);
        SourceFilter filter = new SourceFilter(
                List.of("{\"eventName\":[\"INSERT\"],\"dynamodb\":{\"NewImage\":{\"carrier\":{\"S\":[\"DHL\"]}}}}"));

        assertThat(page.ranges())
                .extracting(range -> filter.passes(body, range[0], range[1]))
                .containsExactly(true, false);
    }

    private static Page page(String... records) {
        return new ChangeParser(SHIPMENTS).page(body(records));
    }

    private static byte[] body(String... records) {
        return ("{\"NextShardIterator\":\"next\",\"Records\":[" + String.join(" ,\n", records) + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String record(String sequence, String... images) {
        return "{\"awsRegion\":\"x\",\"dynamodb\":{\"ApproximateCreationDateTime\":1795176000,"
                + String.join(",", images)
                + ",\"SequenceNumber\":\"" + sequence + "\"},\"eventID\":\"e-" + sequence
                + "\",\"eventName\":\"INSERT\"}";
    }

    private static String image(String carrier) {
        return "{\"order_id\":{\"S\":\"o-1\"},\"line\":{\"N\":\"2\"},\"carrier\":{\"S\":\"" + carrier + "\"}}";
    }

    private static io.orderlake.proof.RowFingerprint fingerprintOf(String carrier) {
        return SHIPMENTS.ofSource(Map.of("order_id", "o-1", "line", "2", "carrier", carrier));
    }
}
