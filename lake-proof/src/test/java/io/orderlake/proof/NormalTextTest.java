package io.orderlake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "decimal(12,2)|19.90|19.9",
                "decimal(12,2)|0.00|0",
                "decimal(38,0)|12345678901234567890123456789012345678|12345678901234567890123456789012345678",
                "long|0100|100",
                "timestamp|2026-11-20T10:00:00.120Z|2026-11-20T10:00:00.120Z",
                "timestamp|2026-11-20T11:00:00.12+01:00|2026-11-20T10:00:00.120Z",
                "boolean|TRUE|true",
                "string|1.0|1.0",
                "decimal(12,2)|none|none",
                "json|{\"b\": 1.50, \"a\": [\"x\", null]}|{a:[\"x\",null],b:1.5}",
                "json|\"text\"|text",
            })
    void equalValuesHaveOneText(String type, String value, String normal) {
        assertThat(NormalText.of(type, value)).isEqualTo(normal);
    }
}
