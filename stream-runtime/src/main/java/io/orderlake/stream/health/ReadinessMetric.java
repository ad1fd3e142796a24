package io.orderlake.stream.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Status;

/** Readiness as a metric, 1 or 0, for systems that scrape metrics and no health pages. */
public final class ReadinessMetric implements MeterBinder {

    private final Supplier<@Nullable Status> readiness;

    public ReadinessMetric(Supplier<@Nullable Status> readiness) {
        this.readiness = readiness;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("orderlake.ready", readiness, asked -> Status.UP.equals(asked.get()) ? 1 : 0)
                .description("Whether the service is ready, which depends on its progress")
                .strongReference(true)
                .register(registry);
    }
}
