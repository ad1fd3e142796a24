package io.orderlake.transformer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderlake.contract.LakeRecord;
import io.orderlake.contract.Reject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts what the runtime cannot know: changes that became rejects, and control records, which are no changes. */
public final class TransformCounts {

    private final MeterRegistry meters;
    private final Counter skipped;

    public TransformCounts(MeterRegistry meters) {
        this.meters = meters;
        this.skipped = meters.counter("orderlake.changes.skipped");
    }

    void batch(int records, List<LakeRecord> outcomes) {
        skipped.increment(records - outcomes.size());
        for (LakeRecord outcome : outcomes) {
            if (outcome instanceof Reject) {
                meters.counter("orderlake.changes.rejected", "table", tag(outcome.table()))
                        .increment();
            }
        }
    }

    private static String tag(@Nullable String table) {
        return table == null ? "unknown" : table;
    }
}
