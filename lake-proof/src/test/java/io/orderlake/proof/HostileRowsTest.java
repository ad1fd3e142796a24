package io.orderlake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.lake.RowParser;
import io.orderlake.proof.source.ChangeParser;
import io.orderlake.proof.source.ReportedChange;
import io.orderlake.proof.state.ProofDifference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of other writers raise no false alarm, and hide no difference. */
class HostileRowsTest {

    private static final TableShape ORDERS = new TableShape(
            "orders",
            "CustomerOrders",
            List.of("order_id"),
            Map.of(
                    "order_id", "string",
                    "version", "long",
                    "note", "string",
                    "price", "decimal(12,2)",
                    "extra", "json",
                    "order_date", "date",
                    "updated_at", "timestamp",
                    "email", "string"),
            Map.of("email", "hash"),
            Set.of("order_date"),
            "",
            List.of());
    private static final TableFingerprints FINGERPRINTS = new TableFingerprints(ORDERS);

    /** A landed line: the columns as the transformer fills them, then what it rescues. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // no version, or an odd one
                "note       | {\"S\":\"x\"}                         | \"note\":\"x\" | {}",
                "version    | {\"S\":\"first\"}                     | \"version\":null | {\"version\":\"first\"}",
                "version    | {\"N\":\"1.5\"}                       | \"version\":null | {\"version\":1.5}",
                // NULL attributes
                "note       | {\"NULL\":true}                       | \"note\":null | {}",
                "unknown    | {\"NULL\":true}                       | \"note\":null | {\"unknown\":null}",
                // other spellings
                "Note       | {\"S\":\"x\"}                         | \"note\":null | {\"Note\":\"x\"}",
                "EMAIL      | {\"S\":\"a@b.c\"} | \"note\":null | {\"EMAIL\":\"0000000000000000000000000000000000000000000000000000000000000000\"}",
                // numbers
                "price      | {\"N\":\"12345678901234567890123456789012345678\"} | \"price\":null | {\"price\":12345678901234567890123456789012345678}",
                "price      | {\"N\":\"9.9999999999999999999999999999999999999E+125\"} | \"price\":null | {\"price\":9.9999999999999999999999999999999999999E+125}",
                "price      | {\"N\":\"1E-130\"}                    | \"price\":null | {\"price\":1E-130}",
                "price      | {\"S\":\"1E+999999999\"}              | \"price\":null | {\"price\":\"1E+999999999\"}",
                "note       | {\"N\":\"0.00000001\"}                | \"note\":null | {\"note\":1E-8}",
                "extra      | {\"S\":\"1.50\"}                      | \"extra\":\"\\\"1.50\\\"\" | {}",
                // nested rescued values
                "note       | {\"M\":{\"a\":{\"L\":[{\"N\":\"1.10\"},{\"S\":\"1.10\"}]}}} | \"note\":null | {\"note\":{\"a\":[1.1,\"1.10\"]}}",
                // dates that do not parse; an enrichment fills the column meanwhile
                "order_date | {\"S\":\"2026-02-30\"} | \"order_date\":\"2026-11-20\" | {\"order_date\":\"2026-02-30\"}",
                "order_date | {\"S\":\"soon\"}       | \"order_date\":null | {\"order_date\":\"soon\"}",
                // times beyond the year 9999, and finer than a column
                "updated_at | {\"N\":\"253402300800000\"} | \"updated_at\":null | {\"updated_at\":253402300800000}",
                "updated_at | {\"N\":\"99999999999999999999\"} | \"updated_at\":null | {\"updated_at\":99999999999999999999}",
                "updated_at | {\"S\":\"+10000-01-01T00:00:00Z\"} | \"updated_at\":null | {\"updated_at\":\"+10000-01-01T00:00:00Z\"}",
                "updated_at | {\"S\":\"2026-11-20T12:00:00.123456Z\"} | \"updated_at\":\"2026-11-20T12:00:00.123Z\" | {\"updated_at\":\"2026-11-20T12:00:00.123456Z\"}",
            })
    void whatTheTransformerRescuesIsTheSourcesValue(String column, String typed, String landed, String rescued) {
        ReportedChange source = change("\"" + column + "\":" + typed, "1795176000");
        LandedRow row = row(landed, rescued);
        LandedRow other = row("\"cdc_op\":\"U\"", "{\"" + column + "\":\"something else\"}");

        assertThat(source.fingerprint().isContainedIn(fingerprint(row))).isTrue();
        assertThat(source.fingerprint().isContainedIn(fingerprint(other))).isFalse();
        assertThat(scanned(column, typed).isContainedIn(fingerprint(row))).isTrue();
    }

    @Test
    void aTimeWithAFractionOfASecondIsTheSameSecond() {
        assertThat(change("\"note\":{\"S\":\"x\"}", "1795176000.123").changedAt())
                .isEqualTo(1795176000123L);
        SmallFleet fleet = new SmallFleet();
        int change = fleet.write("a", 1);
        fleet.landLines(
                "landing/json/orders/x/",
                ".json",
                List.of(fleet.line(change).replaceFirst("(\"cdc_changed_at\":\"[^\"]*)Z", "$1.250Z")));

        assertThat(fleet.proven().differences()).isEmpty();
    }

    @Test
    void repeatedPutsAndARowThatIsDeletedAndCreatedAgainAreNoDifference() {
        SmallFleet fleet = new SmallFleet();
        fleet.land(fleet.write("a", 1), fleet.write("a", 2), fleet.write("a", 2), fleet.delete("a"));
        fleet.land(fleet.write("a", 1), fleet.write("a", 1), fleet.delete("a"), fleet.write("a", 2));

        assertThat(fleet.proven().differences()).isEmpty();
        assertThat(fleet.through()).isEqualTo(fleet.instant().minusSeconds(1));
    }

    @Test
    void aPartitionFolderMayBeAMaskedValue() {
        SmallFleet fleet = new SmallFleet();
        fleet.landLines("landing/json/orders/customer=***/", ".json", List.of(fleet.line(fleet.write("a", 1))));

        assertThat(fleet.proven().differences()).isEmpty();
    }

    @Test
    void anUnreadableLineIsReportedWithoutItsText() {
        SmallFleet fleet = new SmallFleet();
        int change = fleet.write("a", 1);
        fleet.landLines(
                "landing/json/orders/x/",
                ".json",
                List.of(fleet.line(change).replace("\"quantity\":1", "\"email\":secret")));

        assertThat(fleet.proven().differences())
                .extracting(ProofDifference::sentence)
                .noneMatch(sentence -> sentence.contains("secret"));
        assertThat(fleet.kinds()).contains("altered");
    }

    @Test
    void aDifferenceOfAMaskedColumnInAnotherSpellingShowsNoValue() {
        assertThat(RowDifference.of(ORDERS, Map.of("EMAIL", "a@b.c"), Map.of("EMAIL", "x@y.z")))
                .singleElement()
                .asString()
                .doesNotContain("a@b.c", "x@y.z");
    }

    private static ReportedChange change(String attribute, String seconds) {
        String record = "{\"eventID\":\"e\",\"dynamodb\":{\"ApproximateCreationDateTime\":" + seconds
                + ",\"Keys\":{\"order_id\":{\"S\":\"o-1\"}},\"SequenceNumber\":\"1\","
                + "\"NewImage\":{\"order_id\":{\"S\":\"o-1\"}," + attribute + "}}}";
        return new ChangeParser(FINGERPRINTS).change(record.getBytes(StandardCharsets.UTF_8));
    }

    private static LandedRow row(String columns, String rescued) {
        String quoted = rescued.replace("\\", "\\\\").replace("\"", "\\\"");
        byte[] line = ("{\"order_id\":\"o-1\"," + columns + ",\"cdc_event_id\":\"e\",\"cdc_rescued\":\"" + quoted
                        + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        return new RowParser(Map.of("orders", FINGERPRINTS)).row("orders", line, 0, line.length);
    }

    private static RowFingerprint fingerprint(LandedRow row) {
        return Objects.requireNonNull(row.fingerprint());
    }

    private static RowFingerprint scanned(String column, String typed) {
        return FINGERPRINTS.ofSource(ItemText.row(
                ORDERS,
                Map.of(
                        "order_id",
                        software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS("o-1"),
                        column,
                        TypedValues.of(typed))));
    }
}
