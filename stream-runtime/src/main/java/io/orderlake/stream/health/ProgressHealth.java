package io.orderlake.stream.health;

import java.time.Instant;
import java.time.InstantSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Readiness depends on it. Liveness never does, because a restart does not reduce a lag. */
public final class ProgressHealth implements HealthIndicator {

    private final ReadProgress progress;
    private final InstantSource time;

    public ProgressHealth(ReadProgress progress, InstantSource time) {
        this.progress = progress;
        this.time = time;
    }

    @Override
    public Health health() {
        Instant now = time.instant();
        Health.Builder health = progress.isReady(now) ? Health.up() : Health.outOfService();
        return health.withDetails(progress.lines(now)).build();
    }
}
