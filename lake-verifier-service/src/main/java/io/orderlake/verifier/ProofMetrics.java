package io.orderlake.verifier;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderlake.proof.ProofProcessor;
import io.orderlake.proof.check.ProofCost;
import io.orderlake.proof.state.ProofDifference.Kind;
import io.orderlake.proof.state.ProofStore;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;

/** Metrics of the proof's result and cost. */
final class ProofMetrics {

    private static final double SECOND = 1000;

    ProofMetrics(
            ProofProcessor processor, ProofStore store, ProofCost cost, InstantSource clock, MeterRegistry meters) {
        Gauge.builder("orderlake.verified.through", processor, s -> s.through().millis() / SECOND)
                .description("Moment up to which source and lake are proven to agree; 0 before the first round")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder(
                        "orderlake.verified.lag",
                        processor,
                        s -> s.through().millis() == 0
                                ? Double.NaN
                                : (clock.millis() - s.through().millis()) / SECOND)
                .baseUnit("seconds")
                .register(meters);
        for (Kind kind : Kind.values()) {
            Gauge.builder("orderlake.verified.differences", store, s -> count(s, kind))
                    .tag("kind", kind.word())
                    .register(meters);
        }
        Gauge.builder("orderlake.verified.awaited", store, s -> s.expectations().count())
                .register(meters);
        Gauge.builder("orderlake.verified.round", store, s -> s.figure("round_millis") / SECOND)
                .baseUnit("seconds")
                .register(meters);
        counter(meters, cost, "read.units", ProofCost::readUnits);
        counter(meters, cost, "requests", ProofCost::requests);
        counter(meters, cost, "bytes", ProofCost::bytes);
        counter(meters, cost, "changes", ProofCost::changes);
        counter(meters, cost, "rows", ProofCost::rows);
        counter(meters, cost, "rows.unwitnessed", ProofCost::unwitnessed);
    }

    private static double count(ProofStore store, Kind kind) {
        return store.differences().all().stream()
                .filter(one -> one.kind() == kind)
                .count();
    }

    private static void counter(MeterRegistry meters, ProofCost cost, String name, ToDoubleFunction<ProofCost> figure) {
        FunctionCounter.builder("orderlake.verifier." + name, cost, figure).register(meters);
    }
}
