package io.orderlake.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class VerifierSettingsTest {

    @Test
    void defaults() {
        assertThat(bound(Map.of()))
                .isEqualTo(new VerifierSettings(
                        VerifierSettings.Witness.SOURCE,
                        "orderlake",
                        "orderlake-ledger",
                        "orderlake-relay",
                        "orderlake-transformer",
                        "order-changes",
                        "order-events",
                        Path.of("lake-verifier.state"),
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(5),
                        25,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10)));
    }

    @Test
    void allKeys() {
        assertThat(bound(Map.ofEntries(
                        Map.entry("witness", "relayed"),
                        Map.entry("bucket", "pond"),
                        Map.entry("ledger-table", "l"),
                        Map.entry("relay-table", "r"),
                        Map.entry("transformer-table", "t"),
                        Map.entry("change-stream", "c"),
                        Map.entry("row-stream", "e"),
                        Map.entry("state", "/data/proof"),
                        Map.entry("tick-every", "1s"),
                        Map.entry("round-every", "1h"),
                        Map.entry("read-units", "2.5"),
                        Map.entry("stream-delay", "3s"),
                        Map.entry("discover-every", "4s"))))
                .isEqualTo(new VerifierSettings(
                        VerifierSettings.Witness.RELAYED,
                        "pond",
                        "l",
                        "r",
                        "t",
                        "c",
                        "e",
                        Path.of("/data/proof"),
                        Duration.ofSeconds(1),
                        Duration.ofHours(1),
                        2.5,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tick-every     | 0s  | expected 1ms or more",
                "round-every    | -1s | expected 0 or more",
                "read-units     | 0   | expected 1 or more",
                "stream-delay   | -1s | expected 0 or more",
                "discover-every | 0s  | expected 1ms or more",
            })
    void aWrongValueIsNamed(String key, String value, String expected) {
        assertThatThrownBy(() -> bound(Map.of(key, value)))
                .rootCause()
                .hasMessageContaining("orderlake.verify." + key)
                .hasMessageContaining(expected);
    }

    private static VerifierSettings bound(Map<String, String> values) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        values.forEach((key, value) -> source.put("orderlake.verify." + key, value));
        return new Binder(source).bindOrCreate("orderlake.verify", Bindable.of(VerifierSettings.class));
    }
}
