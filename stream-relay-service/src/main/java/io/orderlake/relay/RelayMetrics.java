package io.orderlake.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The relay's metrics, in the words of the fleet. */
public final class RelayMetrics {

    private final MeterRegistry meters;
    private final Map<String, AtomicInteger> epochs = new ConcurrentHashMap<>();

    public RelayMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** A batch has been acknowledged: {@code read} changes of the source, of which {@code passed} passed the filters. */
    void relayed(String table, int read, int passed) {
        meters.counter("orderlake.changes.in", "table", table).increment(read);
        meters.counter("orderlake.changes.out", "table", table).increment(passed);
        meters.counter("orderlake.changes.filtered", "table", table).increment(read - passed);
        meters.summary("orderlake.batch.changes", "table", table).record(read);
    }

    /** A change was set aside. */
    void rejected(String table) {
        meters.counter("orderlake.changes.rejected", "table", table).increment();
    }

    /** A table's stream is another one than before: alarm, for a gap may hide behind it. */
    void epoch(String table, int epoch) {
        epochs.computeIfAbsent(
                        table,
                        name -> Objects.requireNonNull(meters.gauge(
                                "orderlake.source.epoch", Tags.of("table", name), new AtomicInteger(epoch))))
                .set(epoch);
    }

    /** Rejects of one object were sent again. */
    void redriven(int rejects) {
        meters.counter("orderlake.changes.redriven").increment(rejects);
    }

    /** Rejects were looked at that cannot be sent again as things are. */
    void leftOpen(String reason, int rejects) {
        meters.counter("orderlake.redrive.left", "reason", reason).increment(rejects);
    }
}
