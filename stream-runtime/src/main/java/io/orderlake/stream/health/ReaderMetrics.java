package io.orderlake.stream.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.orderlake.stream.Lease;
import io.orderlake.stream.ShardBatch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The metrics of reading. */
final class ReaderMetrics {

    private static final double SECOND = 1000;

    private final MeterRegistry registry;
    private final ReadProgress progress;
    private final InstantSource time;
    private final Map<String, List<Gauge>> lags = new ConcurrentHashMap<>();
    private final Map<String, Instant> proven = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> leasesHeld = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> retentions = new ConcurrentHashMap<>();

    ReaderMetrics(MeterRegistry registry, ReadProgress progress, InstantSource time) {
        this.registry = registry;
        this.progress = progress;
        this.time = time;
    }

    void started(Lease lease, String part) {
        proven(lease, part);
        Tags shard = Tags.of("stream", lease.stream(), "shard", lease.shardId());
        lags.computeIfAbsent(part, name -> List.of(lag(name, shard), durableLag(name, shard)));
    }

    private Gauge lag(String part, Tags shard) {
        return Gauge.builder("orderlake.lag", progress, from -> from.lag(part).toMillis())
                .tags(shard)
                .baseUnit("milliseconds")
                .register(registry);
    }

    private Gauge durableLag(String part, Tags shard) {
        return Gauge.builder("orderlake.durable.lag", this, from -> from.durableLag(part))
                .description(
                        "Time since which everything in the shard is durable downstream; grows while nothing becomes durable")
                .tags(shard)
                .baseUnit("seconds")
                .register(registry);
    }

    private double durableLag(String part) {
        Instant through = proven.get(part);
        return through == null
                ? Double.NaN
                : Math.max(0, Duration.between(through, time.instant()).toMillis() / SECOND);
    }

    private void proven(Lease lease, String part) {
        if (lease.provenAt() != null) {
            proven.put(part, lease.provenAt());
        }
    }

    void ended(String part) {
        List<Gauge> gauges = lags.remove(part);
        if (gauges != null) {
            gauges.forEach(registry::remove);
        }
        proven.remove(part);
    }

    void processed(ShardBatch batch, String part) {
        proven(batch.lease(), part);
        if (!batch.records().isEmpty()) {
            Tags stream = Tags.of("stream", batch.lease().stream());
            registry.counter("orderlake.records.read", stream)
                    .increment(batch.records().size());
            registry.summary("orderlake.batch.records", stream)
                    .record(batch.records().size());
        }
    }

    void leasesHeld(String stream, int held) {
        leasesHeld
                .computeIfAbsent(stream, name -> {
                    AtomicInteger count = new AtomicInteger();
                    registry.gauge("orderlake.leases.held", Tags.of("stream", name), count);
                    return count;
                })
                .set(held);
    }

    void retention(String stream, Duration retention) {
        retentions.computeIfAbsent(stream, this::retention).set(retention.toSeconds());
    }

    private AtomicLong retention(String stream) {
        AtomicLong seconds = new AtomicLong();
        Gauge.builder("orderlake.stream.retention", seconds, AtomicLong::get)
                .tags("stream", stream)
                .baseUnit("seconds")
                .register(registry);
        return seconds;
    }

    void failed(String stream) {
        registry.counter("orderlake.retries", "stream", stream).increment();
    }

    void gap(String stream) {
        registry.counter("orderlake.gaps", "stream", stream).increment();
    }
}
