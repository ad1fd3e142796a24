package io.orderlake.transformer;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderlake.contract.LakeRecord;
import io.orderlake.contract.Reject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts changes in, out, rejected and skipped, and the sizes of batches. */
public final class TransformCounts {

    private final MeterRegistry meters;

    public TransformCounts(MeterRegistry meters) {
        this.meters = meters;
    }

    void batch(int changes, List<LakeRecord> outcomes) {
        meters.counter("orderlake.changes.in").increment(changes);
        meters.counter("orderlake.changes.skipped").increment(changes - outcomes.size());
        meters.summary("orderlake.batch.changes").record(changes);
        for (LakeRecord outcome : outcomes) {
            String counter = outcome instanceof Reject ? "orderlake.changes.rejected" : "orderlake.changes.out";
            meters.counter(counter, "table", tag(outcome.table())).increment();
        }
    }

    private static String tag(@Nullable String table) {
        return table == null ? "unknown" : table;
    }
}
