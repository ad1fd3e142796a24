package io.orderlake.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LakeRecordJsonTest {

    private static final Instant AT = Instant.parse("2026-11-20T10:00:00.010Z");
    private static final Position POSITION = Position.dynamodb(2, "42");

    private static final String ROW = """
            {"order_id":"o-\\"1\\"","quantity":2,"price":19.90,"weight":12345678901234567890123456789012345678,"gift":true,"promo_code":null,\
            "cdc_op":"U","cdc_event_id":"e-1","cdc_source":"dynamodb","cdc_table":"orders","cdc_key":"{\\"order_id\\":\\"o-1\\"}",\
            "cdc_position":"000002-0000000000000000000000000000000000000042","cdc_source_shard":"shard-1","cdc_lane":5,\
            "cdc_changed_at":"2026-11-20T10:00:00.010Z","cdc_relayed_at":null,"cdc_transformed_at":"2026-11-20T10:00:00.010Z",\
            "cdc_before":"{\\"quantity\\":1}","cdc_changed_columns":["quantity"],"cdc_quality":["min:price"],"cdc_rescued":null,"cdc_redriven":false}
            """;

    private static final String REJECT = """
            {"cdc_reject_stage":"transform","cdc_reject_reason":"Cannot read it","cdc_event_id":"e-1","cdc_table":null,"cdc_key":null,\
            "cdc_position":null,"cdc_source_shard":"foreign/s","cdc_lane":0,"cdc_sequence":"17-0","cdc_rejected_at":"2026-11-20T10:00:00.010Z",\
            "cdc_pointer":"s3://lake/x","cdc_redriven":true,"cdc_original":"cG9pc29u"}
            """;

    @Test
    void aRowEventIsOneFlatLine() {
        assertThat(text(row(POSITION.text()))).isEqualTo(ROW);
        assertThat(read(ROW)).isEqualTo(row(POSITION.text()));
    }

    @Test
    void aSequenceIsWrittenOnlyWhereItIsNotThePosition() {
        assertThat(text(row("17-0"))).contains("\"cdc_lane\":5,\"cdc_sequence\":\"17-0\",\"cdc_changed_at\"");
        assertThat(read(text(row("17-0")))).isEqualTo(row("17-0"));
    }

    @Test
    void aRejectIsOneLineWithItsOriginalBytes() {
        Reject reject = new Reject(
                "poison".getBytes(StandardCharsets.UTF_8),
                "transform",
                "Cannot read it",
                ChangeId.unread("e-1"),
                new Place("foreign/s", 0, "17-0"),
                AT,
                "s3://lake/x",
                true);

        assertThat(text(reject)).isEqualTo(REJECT);
        assertThat(read(REJECT)).usingRecursiveComparison().isEqualTo(reject);
    }

    /** Earlier versions landed records of foreign producers without an event id; they must stay readable. */
    @Test
    void recordsWithAnEmptyEventIdAreRead() {
        assertThat(read(ROW.replace("\"cdc_event_id\":\"e-1\"", "\"cdc_event_id\":\"\""))
                        .id()
                        .eventId())
                .isEmpty();
        assertThat(read(REJECT.replace("\"cdc_event_id\":\"e-1\"", "\"cdc_event_id\":\"\""))
                        .id()
                        .eventId())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~[1]~                    | ~expected a JSON object~
            ~{"cdc_op":"U"}~         | ~it has no cdc_position~
            ~{"cdc_op":{}}~          | ~Cannot read column cdc_op: expected a flat value~
            ~{"cdc_op":~             | ~Cannot read a record of order-events~
            """)
    void whatIsNeitherIsRefused(String line, String sentence) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    private static RowEvent row(String sequence) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("order_id", "o-\"1\"");
        columns.put("quantity", 2L);
        columns.put("price", new BigDecimal("19.90"));
        columns.put("weight", new BigDecimal("12345678901234567890123456789012345678"));
        columns.put("gift", true);
        columns.put("promo_code", null);
        return new RowEvent(
                new ChangeId("e-1", "orders", "{\"order_id\":\"o-1\"}", POSITION),
                new Place("shard-1", 5, sequence),
                ChangeOp.UPDATE,
                "dynamodb",
                new RowContent(columns, "{\"quantity\":1}", List.of("quantity"), List.of("min:price"), null),
                AT,
                null,
                AT,
                false);
    }

    private static String text(LakeRecord lakeRecord) {
        return new String(LakeRecordJson.write(lakeRecord), StandardCharsets.UTF_8);
    }

    private static LakeRecord read(String line) {
        return LakeRecordJson.read(line.getBytes(StandardCharsets.UTF_8));
    }
}
