package io.orderlake.stream.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.orderlake.stream.Lease;
import io.orderlake.stream.ShardBatch;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What reading measures. */
final class ReaderMetrics {

    private final MeterRegistry registry;
    private final Progress progress;
    private final Map<String, Gauge> lags = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> leasesHeld = new ConcurrentHashMap<>();

    ReaderMetrics(MeterRegistry registry, Progress progress) {
        this.registry = registry;
        this.progress = progress;
    }

    void began(Lease lease, String part) {
        lags.computeIfAbsent(
                part,
                name -> Gauge.builder(
                                "orderlake.lag",
                                progress,
                                from -> from.lag(name).toMillis())
                        .tags("stream", lease.stream(), "shard", lease.shardId())
                        .baseUnit("milliseconds")
                        .register(registry));
    }

    void ended(String part) {
        Gauge lag = lags.remove(part);
        if (lag != null) {
            registry.remove(lag);
        }
    }

    void handed(ShardBatch batch) {
        if (!batch.records().isEmpty()) {
            Tags stream = Tags.of("stream", batch.lease().stream());
            registry.counter("orderlake.records.read", stream)
                    .increment(batch.records().size());
            registry.summary("orderlake.batch.records", stream)
                    .record(batch.records().size());
        }
    }

    void kept(String stream, int held) {
        leasesHeld
                .computeIfAbsent(stream, name -> {
                    AtomicInteger count = new AtomicInteger();
                    registry.gauge("orderlake.leases.held", Tags.of("stream", name), count);
                    return count;
                })
                .set(held);
    }

    void failed(String stream) {
        registry.counter("orderlake.retries", "stream", stream).increment();
    }

    void gap(String stream) {
        registry.counter("orderlake.gaps", "stream", stream).increment();
    }
}
