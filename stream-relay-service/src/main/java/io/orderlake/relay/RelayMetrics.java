package io.orderlake.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The relay's metrics. */
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

    /** A change became a reject. */
    void rejected(String table) {
        meters.counter("orderlake.changes.rejected", "table", table).increment();
    }

    /** The epoch of a table's stream. A new epoch raises an alarm, because there may be a gap before it. */
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

    /** Rejects that cannot be sent again now. */
    void leftOpen(String reason, int rejects) {
        meters.counter("orderlake.redrive.left", "reason", reason).increment(rejects);
    }
}
