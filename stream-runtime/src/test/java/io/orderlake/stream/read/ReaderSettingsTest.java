package io.orderlake.stream.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.stream.StartAt;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ReaderSettingsTest {

    @Test
    void allDefaults() {
        assertThat(bound(Map.of())).isEqualTo(ReaderSettings.defaults());
    }

    @Test
    void allKeys() {
        ReaderSettings settings = bound(Map.of(
                "orderlake.reader.poll-every", "1s",
                "orderlake.reader.batch-size", "5",
                "orderlake.reader.lease-duration", "30s",
                "orderlake.reader.renew-every", "3s",
                "orderlake.reader.discover-every", "1m",
                "orderlake.reader.retry-from", "1s",
                "orderlake.reader.retry-up-to", "2m",
                "orderlake.reader.stop-within", "5s",
                "orderlake.reader.start", "2026-11-20T10:00:00Z",
                "orderlake.reader.accept-gap", "true"));

        assertThat(settings)
                .isEqualTo(new ReaderSettings(
                        Duration.ofSeconds(1),
                        5,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(3),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(5),
                        "2026-11-20T10:00:00Z",
                        true));
        assertThat(settings.startAt()).isEqualTo(new StartAt.Time(Instant.parse("2026-11-20T10:00:00Z")));
    }

    @Test
    void aLeaseThatTwoMissedRenewalsWouldCostIsRefused() {
        assertThatThrownBy(() -> bound(Map.of("orderlake.reader.lease-duration", "5s")))
                .rootCause()
                .hasMessage("Cannot read: expected orderlake.reader.lease-duration to be at least three times"
                        + " renew-every but was PT5S");
    }

    @Test
    void aStartThatIsNeitherNameNorInstantIsRefused() {
        assertThatThrownBy(() -> bound(Map.of("orderlake.reader.start", "yesterday")))
                .hasStackTraceContaining(
                        "expected orderlake.reader.start to be trim-horizon, latest or an instant but was yesterday");
    }

    private static ReaderSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("orderlake.reader", ReaderSettings.class);
    }
}
