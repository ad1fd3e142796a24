package io.orderlake.transformer.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.ColumnType;
import io.orderlake.transformer.change.Json;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ColumnFitTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
            string        | "x"                            | x
            string        | 5                              | -
            long          | 9223372036854775807            | 9223372036854775807
            long          | 9223372036854775808            | -
            long          | 1.0                            | 1
            long          | 1.5                            | -
            long          | "12"                           | 12
            long          | "012"                          | -
            long          | 1e999999999                    | -
            decimal(4,2)  | 12.3                           | 12.30
            decimal(4,2)  | 99.99                          | 99.99
            decimal(4,2)  | 100                            | -
            decimal(4,2)  | 1.234                          | -
            decimal(4,2)  | 1.2300                         | 1.23
            decimal(4,2)  | "-1.5"                         | -1.50
            decimal(4,2)  | "1e1"                          | -
            decimal(4,2)  | 1e999999999                    | -
            decimal(4,2)  | 1e-999999999                   | -
            decimal(38,0) | 99999999999999999999999999999999999999 | 99999999999999999999999999999999999999
            boolean       | true                           | true
            boolean       | "true"                         | -
            boolean       | 1                              | -
            date          | "2024-02-29"                   | 2024-02-29
            date          | "2023-02-29"                   | -
            date          | "2026-11-20T23:30:00-02:00"    | 2026-11-21
            date          | "20261120"                     | -
            date          | 20045                          | -
            timestamp     | 0                              | 1970-01-01T00:00:00.000Z
            timestamp     | -1                             | 1969-12-31T23:59:59.999Z
            timestamp     | 1.5                            | -
            timestamp     | 99999999999999999              | -
            timestamp     | "2026-11-20T10:00:00Z"         | 2026-11-20T10:00:00.000Z
            timestamp     | "2026-11-20T10:00:00.1239+01:00" | 2026-11-20T09:00:00.123Z
            timestamp     | "2026-11-20 10:00:00.5"        | 2026-11-20T10:00:00.500Z
            timestamp     | "2026-11-20"                   | -
            timestamp     | true                           | -
            binary        | "AAEC/w=="                     | AAEC/w==
            binary        | "AAEC/w"                       | -
            json          | {"b":1.50,"a":[1e2]}           | {"b":1.50,"a":[100]}
            json          | "text"                         | "text"
            json          | "{ \\"a\\": 1 }"               | { "a": 1 }
            json          | "{ broken"                     | "{ broken"
            json          | 12                             | 12
            """)
    void aValueFitsOrItDoesNot(String type, String value, String fitted) {
        JsonNode plain = Objects.requireNonNull(Json.readOrNull(value), value);

        assertThat(String.valueOf(ColumnFit.fit(ColumnType.of(type), plain))).isEqualTo(String.valueOf(fitted));
    }
}
