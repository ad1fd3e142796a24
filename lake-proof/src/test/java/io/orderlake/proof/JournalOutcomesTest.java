package io.orderlake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.journal.JournalComparison;
import io.orderlake.proof.journal.JournalParser;
import io.orderlake.proof.lake.LakeObjects.Stored;
import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject;
import io.orderlake.proof.lake.RowParser;
import io.orderlake.proof.state.Expected;
import io.orderlake.proof.state.OpenReject;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal of an order that was written twice and deleted, and what else than the written values may be in its place. */
class JournalOutcomesTest {

    private static final String EMAIL = "a@b.example";
    private static final String HASH = "0a".repeat(32);
    private static final TableFingerprints ORDERS = new TableFingerprints(new TableShape(
            "orders",
            "CustomerOrders",
            List.of("order_id"),
            Map.of(
                    "order_id", "string",
                    "version", "long",
                    "customer_email", "string",
                    "updated_at", "timestamp",
                    "shipping_address", "json"),
            Map.of("customer_email", "hash"),
            Set.of(),
            "",
            List.of()));

    @TempDir
    private Path folder = Path.of("");

    private final ProofStore store = ProofStore.inMemory();
    private final JournalComparison comparison = new JournalComparison(store, Set.of());
    private final RowParser parser = new RowParser(Map.of("orders", ORDERS));
    private final List<LandedRow> rows = new ArrayList<>();

    @BeforeEach
    void readJournal() throws IOException {
        List<String> lines = List.of(
                ack(1, "Ulm"),
                ack(2, "Bern"),
                "{\"kind\":\"ack\",\"order_id\":\"o-1\",\"version\":3,\"op\":\"delete\"}");
        new JournalParser(ORDERS, store).read(Files.write(folder.resolve("journal.jsonl"), lines));
    }

    @Test
    void maskedTimestampAndJsonValuesAreThoseOfTheJournal() {
        landAll();

        assertThat(kinds()).isEmpty();
    }

    @Test
    void anotherTimestampIsAltered() {
        land(line(1, "Ulm").replace("00.120Z", "00.121Z"));
        land(line(2, "Bern"));
        land(delete(2));

        assertThat(kinds()).containsExactly("altered");
    }

    @Test
    void anotherJsonValueIsAltered() {
        land(line(1, "Ulm"));
        land(line(2, "Genf"));
        land(delete(2));

        assertThat(kinds()).containsExactly("altered");
    }

    @Test
    void aMaskThatWasNotAppliedIsAlteredAndNotShown() {
        land(line(1, "Ulm").replace(HASH, EMAIL));
        land(line(2, "Bern"));
        land(delete(2));

        assertThat(kinds()).containsExactly("altered");
        assertThat(store.differences().all().toString()).doesNotContain(EMAIL);
    }

    @Test
    void aDeleteWhereTheJournalHasARowIsAltered() {
        land(line(1, "Ulm"));
        land(delete(1));
        land(delete(2));

        assertThat(kinds()).containsExactly("altered");
    }

    @Test
    void aRowWhereTheJournalHasADeleteIsAltered() {
        land(line(1, "Ulm"));
        land(line(2, "Bern"));
        land(line(3, "Bern"));

        assertThat(kinds()).containsExactly("altered");
    }

    @Test
    void anErasedRowAccountsForOneVersion() {
        land(erased());
        land(line(2, "Bern"));
        land(delete(2));

        assertThat(kinds()).isEmpty();
    }

    @Test
    void anErasedRowHidesNoOtherThatIsMissing() {
        land(erased());
        land(delete(2));

        assertThat(kinds()).containsExactly("missing");
    }

    @Test
    void aRowOfWhichEveryChangeIsErasedAgrees() {
        land(erased());
        land(erased());
        land(erased());

        assertThat(kinds()).isEmpty();
    }

    @Test
    void anErasedRowAccountsForAVersionOfItsOwnFormatOnly() {
        land(erased());
        land(line(2, "Bern"));
        land(delete(2));
        compared("json");
        rows.remove(0);
        compared("parquet");

        comparison.compare(List.of("json", "parquet"), 1);

        assertThat(store.differences().all())
                .singleElement()
                .extracting(ProofDifference::sentence)
                .isEqualTo("version 1 was acknowledged and is not in parquet");
    }

    @Test
    void anObjectWithErasedRowsThatIsComparedAgainAccountsForNoMore() {
        land(erased());
        land(delete(2));
        compared("json");

        assertThat(kinds()).containsExactly("missing");
    }

    @Test
    void aRowOfWhichOnlyTheOldImageIsErasedIsStillCompared() {
        land(line(1, "Ulm").replace("\"cdc_op\"", "\"cdc_quality\":[\"erased:cdc_before\"],\"cdc_op\""));
        land(line(2, "Genf").replace("\"cdc_op\"", "\"cdc_quality\":[\"erased:cdc_before\"],\"cdc_op\""));
        land(delete(2));

        assertThat(kinds()).hasSize(1);
    }

    @Test
    void anOpenRejectAccountsForOneVersion() {
        store.rejects().put(reject("e-1"));
        land(line(2, "Bern"));
        land(delete(2));

        assertThat(kinds()).isEmpty();
    }

    @Test
    void aRejectThatNoWitnessReadsAccountsForOneVersionOnly() {
        store.rejects().putUnwitnessed(reject("e-1"));
        land(delete(2));

        assertThat(kinds()).containsExactly("missing");
    }

    @Test
    void aRejectThatWasRedrivenAccountsForNone() {
        store.rejects().put(reject("e-1"));
        store.rejects().close("e-1");
        land(line(2, "Bern"));
        land(delete(2));

        assertThat(kinds()).containsExactly("missing");
    }

    private void landAll() {
        land(line(1, "Ulm"));
        land(line(2, "Bern"));
        land(delete(2));
    }

    private static OpenReject reject(String event) {
        Expected change = new Expected(event, "orders", "o-1", "shard", List.of(0), "", 1, false, RowFingerprint.NONE);
        return new OpenReject(change, "errors/x", "no JSON");
    }

    private static String ack(int version, String city) {
        return "{\"kind\":\"ack\",\"order_id\":\"o-1\",\"version\":" + version + ",\"op\":\"put\",\"item\":{"
                + "\"order_id\":\"o-1\",\"version\":\"" + version + "\",\"customer_email\":\"" + EMAIL
                + "\",\"updated_at\":\"1795176000120\",\"shipping_address\":{\"zip\":1,\"city\":\"" + city + "\"}}}";
    }

    private static String line(int version, String city) {
        return "{\"order_id\":\"o-1\",\"version\":" + version + ",\"customer_email\":\"" + HASH
                + "\",\"updated_at\":\"2026-11-20T12:00:00.120Z\",\"shipping_address\":\"{\\\"city\\\":\\\"" + city
                + "\\\",\\\"zip\\\":1}\",\"cdc_op\":\"U\"";
    }

    private static String delete(int version) {
        return "{\"order_id\":\"o-1\",\"version\":" + version + ",\"cdc_op\":\"D\"";
    }

    private static String erased() {
        return "{\"order_id\":\"o-1\",\"version\":null,\"cdc_quality\":[\"erased\"],\"cdc_op\":\"U\"";
    }

    private void land(String line) {
        byte[] bytes = (line + ",\"cdc_table\":\"orders\",\"cdc_event_id\":\"e-" + rows.size()
                        + "\",\"cdc_position\":\"%03d\"}".formatted(rows.size()))
                .getBytes(StandardCharsets.UTF_8);
        rows.add(parser.row("orders", bytes, 0, bytes.length));
    }

    private void compared(String format) {
        LedgerObject object = new LedgerObject("landing/" + format + "/orders/x/a." + format, rows.size(), 1, "");
        comparison.compared(object, new Stored(new byte[0], "", ""), rows);
    }

    private List<String> kinds() {
        compared("json");
        comparison.compare(List.of("json"), 1);
        return store.differences().all().stream().map(one -> one.kind().word()).toList();
    }
}
