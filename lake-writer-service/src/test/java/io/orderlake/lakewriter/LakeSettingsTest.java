package io.orderlake.lakewriter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.lakewriter.LakeSettings.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class LakeSettingsTest {

    @Test
    void defaults() {
        assertThat(bound(Map.of()))
                .isEqualTo(new LakeSettings(
                        "orderlake",
                        null,
                        List.of("parquet", "json"),
                        DataSize.ofMegabytes(1),
                        Duration.ofSeconds(60),
                        DataSize.ofMegabytes(64),
                        Delivery.OBJECTS,
                        null,
                        Duration.ofDays(30),
                        Duration.ofHours(25),
                        DataSize.ofMegabytes(32),
                        null,
                        new LakeSettings.Errors(null, null)));
    }

    @Test
    void allKeys() {
        assertThat(bound(Map.ofEntries(
                        Map.entry("bucket", "pond"),
                        Map.entry("create-bucket", "false"),
                        Map.entry("formats", "json"),
                        Map.entry("max-bytes", "64KB"),
                        Map.entry("max-age", "1s"),
                        Map.entry("max-buffered-bytes", "8MB"),
                        Map.entry("delivery", "firehose"),
                        Map.entry("firehose-stream", "to-redshift"),
                        Map.entry("watermark-retention", "7d"),
                        Map.entry("event-id-window", "0"),
                        Map.entry("event-id-window-memory", "8MB"),
                        Map.entry("kms-key", "alias/lake"),
                        Map.entry("errors.expire-after", "14d"),
                        Map.entry("errors.kms-key", "alias/errors"))))
                .isEqualTo(new LakeSettings(
                        "pond",
                        false,
                        List.of("json"),
                        DataSize.ofKilobytes(64),
                        Duration.ofSeconds(1),
                        DataSize.ofMegabytes(8),
                        Delivery.FIREHOSE,
                        "to-redshift",
                        Duration.ofDays(7),
                        Duration.ZERO,
                        DataSize.ofMegabytes(8),
                        "alias/lake",
                        new LakeSettings.Errors(Duration.ofDays(14), "alias/errors")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bucket              | ''       | expected the name of a bucket",
                "formats             | orc      | expected one or more of parquet, json, each once but was [orc]",
                "formats             | json,json| expected one or more of parquet, json, each once",
                "max-bytes           | 10B      | expected 1KB to 128MB but was 10B",
                "max-age             | 900ms    | expected 1s or more but was PT0.9S",
                "max-buffered-bytes  | 1KB      | expected at least max-bytes",
                "firehose-stream     | x        | unless delivery is firehose",
                "watermark-retention | 1h       | expected 2d or more",
                "event-id-window     | 10s      | expected 0, or 1m to watermark-retention but was PT10S",
                "event-id-window     | 31d      | expected 0, or 1m to watermark-retention",
                "event-id-window-memory | 1KB   | expected 1MB to 16GB",
                "errors.expire-after | 36h      | expected whole days",
            })
    void aWrongValueIsNamed(String key, String value, String expected) {
        assertThatThrownBy(() -> bound(Map.of(key, value)))
                .rootCause()
                .hasMessageContaining("orderlake.lake." + key)
                .hasMessageContaining(expected);
    }

    private static LakeSettings bound(Map<String, String> values) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        values.forEach((key, value) -> source.put("orderlake.lake." + key, value));
        return new Binder(source).bindOrCreate("orderlake.lake", Bindable.of(LakeSettings.class));
    }
}
