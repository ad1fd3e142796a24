package io.orderlake.transformer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderlake.contract.LakeRecord;
import io.orderlake.contract.Reject;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts changes by table, each by its outcome, and control records, which are no changes. */
public final class TransformCounts {

    private final MeterRegistry meters;
    private final Counter skipped;

    public TransformCounts(MeterRegistry meters) {
        this.meters = meters;
        this.skipped = meters.counter("orderlake.changes.skipped");
    }

    void batch(int records, List<LakeRecord> outcomes) {
        skipped.increment(records - outcomes.size());
        outcomes.stream()
                .collect(Collectors.groupingBy(outcome -> tag(outcome.table()), Collectors.counting()))
                .forEach((table, count) -> counted("in", table, count));
        outcomes.stream()
                .collect(Collectors.groupingBy(
                        outcome -> List.of(outcome instanceof Reject ? "rejected" : "out", tag(outcome.table())),
                        Collectors.counting()))
                .forEach((outcome, count) -> counted(outcome.get(0), outcome.get(1), count));
    }

    private void counted(String what, String table, long changes) {
        meters.counter("orderlake.changes." + what, "table", table).increment(changes);
    }

    private static String tag(@Nullable String table) {
        return table == null ? "unknown" : table;
    }
}
