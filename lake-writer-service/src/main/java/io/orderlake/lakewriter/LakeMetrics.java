package io.orderlake.lakewriter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderlake.contract.ChangeOp;
import io.orderlake.lakewriter.landing.ObjectEntry;
import io.orderlake.lakewriter.ledger.LandingResult;
import io.orderlake.lakewriter.row.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The metrics of the lake writer. */
public final class LakeMetrics {

    private static final double MEDIAN = 0.5;
    private static final double TAIL = 0.99;

    private final MeterRegistry registry;
    private final Counter in;
    private final Counter repeats;
    private final Counter dropped;
    private final Counter windowCuts;
    private final Counter objects;
    private final Counter objectBytes;
    private final DistributionSummary batch;
    private final Map<String, Counter> out = new ConcurrentHashMap<>();
    private final Map<String, DistributionSummary> freshness = new ConcurrentHashMap<>();

    public LakeMetrics(MeterRegistry registry) {
        this.registry = registry;
        in = registry.counter("orderlake.changes.in");
        repeats = registry.counter("orderlake.changes.repeats");
        dropped = registry.counter("orderlake.window.dropped");
        windowCuts = registry.counter("orderlake.window.cuts");
        objects = registry.counter("orderlake.objects");
        objectBytes = registry.counter("orderlake.objects.bytes");
        batch = registry.summary("orderlake.batch.changes");
    }

    /** Registers gauges that read the processor's state. */
    void register(LakeWriteProcessor processor) {
        registry.gauge("orderlake.buffered.bytes", processor, LakeWriteProcessor::bufferedBytes);
        registry.gauge("orderlake.claims.open", processor, LakeWriteProcessor::openClaims);
        registry.gauge("orderlake.window.ids", processor, LakeWriteProcessor::heldEventIds);
    }

    /** A part of the window was removed because the memory bound was reached. */
    void removedEventIds() {
        windowCuts.increment();
    }

    void landed(BufferedRange range, LandingResult landed) {
        in.increment(range.records());
        repeats.increment(range.repeats());
        dropped.increment(range.dropped());
        batch.record(range.records());
        for (Outcome outcome : range.outcomes()) {
            if (outcome instanceof Outcome.Row row) {
                out(row, landed.at());
            } else if (outcome instanceof Outcome.Rejected rejected) {
                rejected(rejected);
            }
        }
        for (ObjectEntry object : landed.objects()) {
            objects.increment();
            objectBytes.increment(object.length());
        }
    }

    private void out(Outcome.Row row, Instant landedAt) {
        String table = row.table().name();
        out.computeIfAbsent(table, name -> registry.counter("orderlake.changes.out", "table", name))
                .increment();
        // The columns of a deleted row contain the time of the change before.
        Instant from =
                row.lakeRecord().op() == ChangeOp.DELETE ? row.lakeRecord().changedAt() : row.freshFrom();
        freshness
                .computeIfAbsent(table, this::freshness)
                .record(Math.max(0, Duration.between(from, landedAt).toMillis()));
    }

    private DistributionSummary freshness(String table) {
        return DistributionSummary.builder("orderlake.freshness")
                .description("milliseconds from the change to its landing")
                .tag("table", table)
                .publishPercentiles(MEDIAN, TAIL)
                .register(registry);
    }

    private void rejected(Outcome.Rejected rejected) {
        String table = rejected.lakeRecord().table();
        String stage = rejected.lakeRecord().stage();
        registry.counter("orderlake.changes.rejected", "table", table == null ? "unknown" : table, "stage", stage)
                .increment();
    }
}
