package io.orderlake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class RowFingerprintTest {

    private static final TableShape ORDERS = new TableShape(
            "orders",
            "CustomerOrders",
            List.of("order_id"),
            Map.of(
                    "order_id", "string",
                    "price", "decimal(12,2)",
                    "quantity", "long",
                    "paid", "boolean",
                    "order_date", "date",
                    "updated_at", "timestamp",
                    "email", "string",
                    "address", "json",
                    "total", "decimal(18,2)"),
            Map.of("email", "hash", "address", "redact"),
            Set.of("total"),
            "",
            List.of());
    private static final TableFingerprints FINGERPRINTS = new TableFingerprints(ORDERS);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "price      | {\"N\":\"19.9\"}                        | 19.90",
                "price      | {\"S\":\"19.90\"}                       | 19.90",
                "price      | {\"N\":\"0\"}                           | 0.00",
                "quantity   | {\"N\":\"3\"}                           | 3",
                "paid       | {\"BOOL\":true}                         | true",
                "updated_at | {\"N\":\"1795176000120\"}               | 2026-11-20T12:00:00.120Z",
                "updated_at | {\"S\":\"2026-11-20T13:00:00.12+01:00\"}| 2026-11-20T12:00:00.120Z",
                "updated_at | {\"S\":\"2026-11-20 12:00:00\"}         | 2026-11-20T12:00:00.000Z",
                "updated_at | {\"S\":\"2024-02-29T12:00:00Z\"}        | 2024-02-29T12:00:00.000Z",
                "order_date | {\"S\":\"2026-11-20T23:59:00-01:00\"}   | 2026-11-21",
                "address    | {\"M\":{\"city\":{\"S\":\"Ulm\"}}}      | \"***\"",
                "tags       | {\"SS\":[\"b\",\"a\"]}                  | [\"a\",\"b\"]",
                "tags       | {\"NS\":[\"10\",\"9\"]}                 | [9,10]",
                "extra      | {\"M\":{\"b\":{\"N\":\"1.50\"},\"a\":{\"L\":[{\"NULL\":true},{\"BOOL\":false}]}}}"
                        + " | {\"a\":[null,false],\"b\":1.5}",
            })
    void aValueHasOneFingerprintInAllForms(String column, String typed, String landed) {
        RowFingerprint source = image("{\"order_id\":{\"S\":\"o-1\"},\"" + column + "\":" + typed + "}");

        assertThat(source.isContainedIn(landed(Map.of("order_id", "o-1", column, landed))))
                .isTrue();
        assertThat(source.isContainedIn(landed(Map.of("order_id", "o-1", column, "other"))))
                .isFalse();
        assertThat(source.isContainedIn(landed(Map.of("order_id", "o-1")))).isFalse();
        assertThat(source.isContainedIn(landed(Map.of("order_id", "o-2", column, landed))))
                .isFalse();
    }

    @Test
    void ofAHashOnlyTheFormIsCompared() {
        RowFingerprint source = image("{\"order_id\":{\"S\":\"o-1\"},\"email\":{\"S\":\"a@example.org\"}}");

        assertThat(source.isContainedIn(landed(Map.of("order_id", "o-1", "email", "0".repeat(64)))))
                .isTrue();
        assertThat(source.isContainedIn(landed(Map.of("order_id", "o-1", "email", "a@example.org"))))
                .isFalse();
    }

    @Test
    void whatAnEnrichmentFillsIsComparedOnlyIfTheSourceHasAValue() {
        Map<String, String> filled = Map.of("order_id", "o-1", "total", "5.00");

        assertThat(image("{\"order_id\":{\"S\":\"o-1\"}}").isContainedIn(landed(filled)))
                .isTrue();
        assertThat(image("{\"order_id\":{\"S\":\"o-1\"},\"total\":{\"N\":\"5\"}}")
                        .isContainedIn(landed(filled)))
                .isTrue();
        assertThat(image("{\"order_id\":{\"S\":\"o-1\"},\"total\":{\"N\":\"6\"}}")
                        .isContainedIn(landed(filled)))
                .isFalse();
    }

    @Test
    void twoColumnsThatSwapTheirValuesAreAnotherRow() {
        assertThat(image("{\"a\":{\"S\":\"1\"},\"b\":{\"S\":\"2\"}}"))
                .isNotEqualTo(image("{\"a\":{\"S\":\"2\"},\"b\":{\"S\":\"1\"}}"));
    }

    @Test
    void comesBackFromItsBytes() {
        RowFingerprint fingerprint = image("{\"order_id\":{\"S\":\"o-1\"},\"total\":{\"N\":\"5\"}}");
        ByteBuffer bytes = ByteBuffer.allocate(fingerprint.bytes());

        fingerprint.write(bytes);

        assertThat(bytes.hasRemaining()).isFalse();
        assertThat(RowFingerprint.read(bytes.flip())).isEqualTo(fingerprint);
    }

    @Property
    void theItemAndItsStreamRecordHaveOneFingerprint(
            @ForAll String id,
            @ForAll @Scale(2) BigDecimal price,
            @ForAll long quantity,
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long updatedAt) {
        Map<String, AttributeValue> item = Map.of(
                "order_id", AttributeValue.fromS(id),
                "price", AttributeValue.fromN(price.toPlainString()),
                "quantity", AttributeValue.fromN(Long.toString(quantity)),
                "updated_at", AttributeValue.fromN(Long.toString(updatedAt)));
        Map<String, String> landed = new HashMap<>(Map.of(
                "order_id", id,
                "price", price.setScale(2).toPlainString(),
                "quantity", Long.toString(quantity),
                "updated_at", Instant.ofEpochMilli(updatedAt).toString()));

        RowFingerprint scanned = FINGERPRINTS.ofSource(ItemText.row(ORDERS, item));

        assertThat(scanned.isContainedIn(landed(landed))).isTrue();
        landed.put("quantity", Long.toString(quantity + 1));
        assertThat(scanned.isContainedIn(landed(landed))).isFalse();
    }

    @Property
    void fixedTimesAreThoseOfTheGeneralParser(
            @ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_300_799_999L) long millis) {
        String text = Instant.ofEpochMilli(millis).toString();

        assertThat(FixedTime.millis(text)).isEqualTo(millis);
    }

    private static RowFingerprint image(String typed) {
        TableFingerprints.Sum sum = FINGERPRINTS.sum();
        try (JsonParser json =
                new JsonFactory().createParser(ObjectReadContext.empty(), typed.getBytes(StandardCharsets.UTF_8))) {
            json.nextToken();
            ImageFingerprint.read(json, sum, FINGERPRINTS);
        }
        return sum.fingerprint();
    }

    private static RowFingerprint landed(Map<String, String> row) {
        TableFingerprints.Sum sum = FINGERPRINTS.sum();
        row.forEach(sum::landed);
        return sum.fingerprint();
    }
}
