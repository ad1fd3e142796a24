package io.orderlake.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartBackoffTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final RestartBackoff restarts = new RestartBackoff();

    @Test
    void aProcessThatKeepsEndingEarlyRestartsLaterEachTime() {
        List<Long> waits = IntStream.range(0, 8)
                .mapToObj(i -> restarts.ended(NOW, Duration.ofSeconds(3)).toSeconds())
                .toList();
        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    }

    @Test
    void aProcessThatRanForLongRestartsSoon() {
        restarts.ended(NOW, Duration.ofSeconds(3));
        restarts.ended(NOW, Duration.ofSeconds(3));
        assertThat(restarts.ended(NOW, Duration.ofHours(2))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void isDueWhenTheWaitIsOver() {
        restarts.ended(NOW, Duration.ZERO);
        Duration second = restarts.ended(NOW, Duration.ZERO);
        assertThat(restarts.isDue(NOW.plus(second).minusMillis(1))).isFalse();
        assertThat(restarts.isDue(NOW.plus(second))).isTrue();
    }
}
