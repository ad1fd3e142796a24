package io.orderlake.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TransformSettingsTest {

    @Test
    void defaults() {
        assertThat(bound(Map.of(), "orderlake.transform", TransformSettings.class))
                .isEqualTo(new TransformSettings(null, 950_000, "orderlake"));
        assertThat(bound(Map.of(), "orderlake.mask", MaskSettings.class)).isEqualTo(new MaskSettings(null));
    }

    @Test
    void everyKey() {
        Map<String, String> all = Map.of(
                "orderlake.transform.product-categories", "my.yml",
                "orderlake.transform.max-record-bytes", "20000",
                "orderlake.transform.bucket", "lake",
                "orderlake.mask.key", "0123456789abcdef");

        assertThat(bound(all, "orderlake.transform", TransformSettings.class))
                .isEqualTo(new TransformSettings(Path.of("my.yml"), 20_000, "lake"));
        assertThat(bound(all, "orderlake.mask", MaskSettings.class)).isEqualTo(new MaskSettings("0123456789abcdef"));
    }

    @Test
    void whatCannotBeIsRefusedWithKeyValueAndExpectation() {
        assertThatThrownBy(() -> new TransformSettings(null, 9_999, "lake"))
                .hasMessage("orderlake.transform.max-record-bytes: expected 10000 to 1000000 but was 9999");
        assertThatThrownBy(() -> new TransformSettings(null, 20_000, " "))
                .hasMessage("orderlake.transform.bucket: expected a bucket's name but it is empty");
        assertThatThrownBy(() -> new MaskSettings("short"))
                .hasMessage("orderlake.mask.key: expected at least 16 characters but was 5 long");
    }

    @Test
    void realDataNeedsASecretOfItsOwn() {
        assertThatThrownBy(() -> new MaskSettings(null).requiredKey())
                .hasMessage(
                        "orderlake.mask.key: expected a secret of at least 16 characters under profile aws, but it is"
                                + " not set");
    }

    @Test
    void theSecretIsNeverPrinted() {
        assertThat(new MaskSettings("0123456789abcdef")).hasToString("MaskSettings[key=***]");
    }

    private static <T> T bound(Map<String, String> properties, String prefix, Class<T> type) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, type);
    }
}
