package io.orderlake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.journal.JournalComparison;
import io.orderlake.proof.journal.JournalParser;
import io.orderlake.proof.lake.LakeObjects.Stored;
import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject;
import io.orderlake.proof.lake.RowParser;
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

/** Only versions that the journal contains are compared. */
class JournalComparisonTest {

    private static final TableFingerprints ORDERS = new TableFingerprints(new TableShape(
            "orders",
            "CustomerOrders",
            List.of("order_id"),
            Map.of("order_id", "string", "version", "long", "price", "decimal(12,2)"),
            Map.of(),
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
    void anOrderThatIsDeleted() throws IOException {
        List<String> lines = List.of(
                ack(1, "put", "\"10.50\""),
                ack(2, "put", "\"11.00\""),
                ack(3, "delete", ""),
                "{\"kind\":\"intent\",\"order_id\":\"o-1\",\"version\":4,\"op\":\"put\"}",
                "{\"kind\":\"ack\",\"order_i");
        new JournalParser(ORDERS, store).read(Files.write(folder.resolve("journal.jsonl"), lines));
        row("1", "10.5", "U");
        row("2", "11.00", "U");
        row("2", "11.00", "D");
    }

    @Test
    void whatWasAcknowledgedHasLandedAndAWriteInDoubtMayHave() {
        assertThat(kinds()).isEmpty();
        row("4", "1.00", "U");
        assertThat(kinds()).isEmpty();
    }

    @Test
    void anAcknowledgedVersionThatIsInNoObjectIsMissing() {
        rows.remove(1);
        assertThat(kinds()).containsExactly("missing");
    }

    @Test
    void aVersionWithOtherValuesIsAltered() {
        rows.remove(0);
        row("1", "10.51", "U");
        assertThat(kinds()).containsExactly("altered");
    }

    @Test
    void aVersionAtALowerPositionThanAnOlderOneIsOutOfOrder() {
        LandedRow first = rows.remove(0);
        row("1", "10.50", "U");
        assertThat(first.position()).isLessThan(rows.get(2).position());
        assertThat(kinds()).containsExactly("out_of_order", "out_of_order");
    }

    @Test
    void rowsOfOtherWritersMayHaveAnyVersionOrNone() {
        row("1", "99.00", "U");
        row("77", "99.00", "U");
        row("null", "99.00", "U");
        row("\"first\"", "99.00", "U");
        assertThat(kinds()).isEmpty();
    }

    @Test
    void aFormatInWhichNothingLandedLacksEachAcknowledgedVersion() {
        assertThat(kinds("json", "parquet")).containsExactly("missing", "missing", "missing");
    }

    @Test
    void whereNothingLandedInAnyFormatEachAcknowledgedVersionIsMissing() {
        rows.clear();
        assertThat(kinds(new String[0])).containsExactly("missing", "missing", "missing");
    }

    @Test
    void aVersionThatAFilterMayHaveLeftOutIsNotCompared() {
        JournalComparison filtering = new JournalComparison(store, Set.of("orders"));
        rows.remove(1);
        rows.remove(0);
        row("2", "99.00", "U");

        assertThat(kinds(filtering, "json")).containsExactly("altered");
        assertThat(filtering.leftOut()).isOne();
        filtering.compare(List.of("json"), 1);
        assertThat(filtering.leftOut()).isOne();
    }

    @Test
    void onlyWritesOfTheGeneratorAreAJournal() throws IOException {
        Path file = folder.resolve("other.jsonl");
        JournalParser journal = new JournalParser(ORDERS, store);

        assertThat(journal.read(Files.writeString(file, ""))).isZero();
        assertThat(journal.read(Files.writeString(file, "{\"level\":\"INFO\",\"version\":1}\n[]\n7\ntext\n")))
                .isZero();
        assertThat(journal.read(Files.writeString(file, ack(9, "delete", "") + "\n")))
                .isOne();
    }

    private List<String> kinds() {
        return kinds("json");
    }

    private List<String> kinds(String... formats) {
        return kinds(comparison, formats);
    }

    private List<String> kinds(JournalComparison comparison, String... formats) {
        LedgerObject object = new LedgerObject("landing/json/orders/x/a.json", rows.size(), 1, "");
        comparison.compared(object, new Stored(new byte[0], "", ""), rows);
        comparison.compare(List.of(formats), 1);
        return store.differences().all().stream().map(one -> one.kind().word()).toList();
    }

    private void row(String version, String price, String op) {
        byte[] line = ("{\"order_id\":\"o-1\",\"version\":" + version + ",\"price\":" + price
                        + ",\"cdc_table\":\"orders\",\"cdc_op\":\"" + op + "\",\"cdc_event_id\":\"e-" + rows.size()
                        + "\",\"cdc_position\":\"%03d\"}".formatted(rows.size() + position++))
                .getBytes(StandardCharsets.UTF_8);
        rows.add(parser.row("orders", line, 0, line.length));
    }

    private int position;

    private static String ack(int version, String op, String price) {
        return "{\"kind\":\"ack\",\"order_id\":\"o-1\",\"version\":" + version + ",\"op\":\"" + op + "\""
                + (price.isEmpty()
                        ? "}"
                        : ",\"item\":{\"order_id\":\"o-1\",\"version\":\"" + version + "\",\"price\":" + price + "}}");
    }
}
