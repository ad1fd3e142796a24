package io.orderlake.launcher.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsOfTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T10:00:00Z, 2026-11-20T10:00:00Z",
        "2026-11-20T10:00:00.123+01:00, 2026-11-20T09:00:00.123Z",
        "2026-11-20T10:00, 2026-11-20T09:00:00Z",
        "2026-11-20 10:00:30, 2026-11-20T09:00:30Z",
        "90s, 2026-11-20T11:58:30Z",
        "10m, 2026-11-20T11:50:00Z",
        "2h, 2026-11-20T10:00:00Z",
        "1d, 2026-11-19T12:00:00Z",
        "0s, 2026-11-20T12:00:00Z",
    })
    void readsInstantsLocalTimesAndDurations(String text, Instant time) {
        assertThat(AsOf.of(text, NOW, BERLIN).time()).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "10", "10 m", "-5m", "2026-11-20", "2026-13-01T00:00:00Z", "10:00"})
    void refusesTextThatIsNoTime(String text) {
        assertThatThrownBy(() -> AsOf.of(text, NOW, BERLIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot read as of " + text + ": expected a time such as");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-20T12:00:01Z", "2026-11-20 13:01"})
    void refusesTheFuture(String text) {
        assertThatThrownBy(() -> AsOf.of(text, NOW, BERLIN))
                .hasMessage("Cannot read as of " + text
                        + ": expected a time in the past but it is 2026-11-20T12:00:00Z now");
    }
}
