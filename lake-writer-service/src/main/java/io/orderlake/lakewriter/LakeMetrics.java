package io.orderlake.lakewriter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderlake.lakewriter.landing.LandedObject;
import io.orderlake.lakewriter.ledger.Landed;
import io.orderlake.lakewriter.row.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The lake writer in figures. */
final class LakeMetrics {

    private static final double MEDIAN = 0.5;
    private static final double TAIL = 0.99;

    private final MeterRegistry registry;
    private final AtomicInteger claimsOpen = new AtomicInteger();

    LakeMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("orderlake.claims.open", claimsOpen);
    }

    void watch(AtomicLong heldBytes) {
        registry.gauge("orderlake.buffered.bytes", heldBytes);
    }

    void claimsOpen(int change) {
        claimsOpen.addAndGet(change);
    }

    void landed(HeldRange range, Landed landed) {
        counter("orderlake.changes.repeats").increment(range.repeats());
        registry.summary("orderlake.claim.rows").record(range.outcomes().size());
        for (Outcome outcome : range.outcomes()) {
            if (outcome instanceof Outcome.Row row) {
                out(row, landed);
            } else if (outcome instanceof Outcome.Rejected rejected) {
                counter(
                                "orderlake.changes.rejected",
                                "stage",
                                rejected.lakeRecord().stage())
                        .increment();
            }
        }
        for (LandedObject object : landed.objects()) {
            counter("orderlake.objects").increment();
            counter("orderlake.objects.bytes").increment(object.length());
        }
    }

    private void out(Outcome.Row row, Landed landed) {
        String table = row.table().name();
        counter("orderlake.changes.out", "table", table).increment();
        DistributionSummary.builder("orderlake.freshness")
                .baseUnit("milliseconds")
                .tag("table", table)
                .publishPercentiles(MEDIAN, TAIL)
                .register(registry)
                .record(Math.max(
                        0, Duration.between(row.freshFrom(), landed.at()).toMillis()));
    }

    private Counter counter(String name, String... tags) {
        return registry.counter(name, tags);
    }
}
