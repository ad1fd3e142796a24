package io.orderlake.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.cloudwatch2.CloudWatchMeterRegistry;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderlake.stream.health.ProgressListener;
import io.orderlake.stream.health.ReadProgress;
import io.orderlake.stream.read.ReaderListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;

/** Checks the metrics that a good run of the fleet cannot show; {@link FleetTest} checks the others. */
class WatchedMetricsTest {

    @Test
    void aGapIsCountedUnderTheTagsThatItsAlarmAsksFor() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        registry.config().commonTags("service", "lake-writer-service");
        new ProgressListener(new ReadProgress(Duration.ofMinutes(1)), registry, InstantSource.system(), bug -> {})
                .gap(new ReaderListener.Gap("order-events", "shard-0", "trimmed", false));
        Meter.Id gaps = registry.get("orderlake.gaps").counter().getId();
        assertThat(WatchedMetrics.shipped())
                .filteredOn(metric -> !metric.happensInAGoodRun())
                .hasSize(3)
                .allMatch(metric -> metric.tags()
                        .equals(gaps.getTags().stream().map(Tag::getKey).collect(Collectors.toSet())));
    }

    @Test
    void cloudWatchReceivesTheNamesThatTheDeploymentAsksFor() {
        Sent sent = new Sent();
        MockClock clock = new MockClock();
        CloudWatchMeterRegistry registry = new CloudWatchMeterRegistry(
                key -> "cloudwatch.namespace".equals(key) ? "Orderlake" : null, clock, sent);
        registry.counter("counted");
        registry.gauge("shown", 1);
        DistributionSummary.builder("spread").publishPercentiles(0.99).register(registry);
        clock.add(Duration.ofMinutes(1));
        registry.close();
        assertThat(sent.names).contains("counted.count", "shown.value", "spread.percentile.value phi=0.99");
    }

    /** Records what is sent to CloudWatch. */
    private static final class Sent implements CloudWatchAsyncClient {

        private final Set<String> names = new TreeSet<>();

        @Override
        public CompletableFuture<PutMetricDataResponse> putMetricData(PutMetricDataRequest request) {
            request.metricData()
                    .forEach(datum -> names.add(datum.metricName()
                            + datum.dimensions().stream()
                                    .map(dimension -> " " + dimension.name() + "=" + dimension.value())
                                    .collect(Collectors.joining())));
            return CompletableFuture.completedFuture(
                    PutMetricDataResponse.builder().build());
        }

        @Override
        public String serviceName() {
            return "cloudwatch";
        }

        @Override
        public void close() {}
    }
}
