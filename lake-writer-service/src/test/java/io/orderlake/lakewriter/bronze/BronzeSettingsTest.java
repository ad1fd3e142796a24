package io.orderlake.lakewriter.bronze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class BronzeSettingsTest {

    @Test
    void defaults() {
        BronzeSettings none = bound(Map.of());
        assertThat(none)
                .isEqualTo(new BronzeSettings(Map.of(), Duration.ofSeconds(30), 500_000, DataSize.ofMegabytes(32)));
        assertThat(none.isOn()).isFalse();
    }

    @Test
    void allKeys() {
        Map<String, String> catalog =
                Map.of("type", "rest", "uri", "http://127.0.0.1:8181", "s3.path-style-access", "true");
        Map<String, String> values = new HashMap<>(Map.of("commit-every", "10s", "max-rows", "9", "max-bytes", "1MB"));
        catalog.forEach((key, value) -> values.put("catalog." + key, value));
        BronzeSettings all = bound(values);
        assertThat(all).isEqualTo(new BronzeSettings(catalog, Duration.ofSeconds(10), 9, DataSize.ofMegabytes(1)));
        assertThat(all.isOn()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "commit-every | 900ms     | commit-every: expected 1s to 10m but was PT0.9S",
                "commit-every | 11m       | commit-every: expected 1s to 10m but was PT11M",
                "max-rows     | 0         | max-rows: expected 1 to 10000000 but was 0",
                "max-bytes    | 10B       | max-bytes: expected 1KB to 1GB but was 10B",
                "catalog.type | hive      | catalog.type: expected rest or glue but was \"hive\"",
                "catalog.uri  | http://x  | catalog.type: expected rest or glue but was \"\"",
                "catalog.type | rest      | catalog.uri: expected the URI of the catalog but was \"\"",
                "catalog.type | glue      | catalog.warehouse: expected the S3 location of the tables but was \"\"",
            })
    void aWrongValueIsNamed(String key, String value, String expected) {
        assertThatThrownBy(() -> bound(Map.of(key, value)))
                .rootCause()
                .hasMessageContaining("orderlake.lake.bronze." + expected);
    }

    private static BronzeSettings bound(Map<String, String> values) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        values.forEach((key, value) -> source.put("orderlake.lake.bronze." + key, value));
        return new Binder(source).bindOrCreate("orderlake.lake.bronze", Bindable.of(BronzeSettings.class));
    }
}
