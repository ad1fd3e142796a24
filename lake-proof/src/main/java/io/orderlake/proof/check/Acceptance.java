package io.orderlake.proof.check;

import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.state.FoldedRow;
import io.orderlake.proof.state.OpenReject;
import io.orderlake.proof.state.ProofStore;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a row that is right, once it is right in each format.
 *
 * @param table of the row that the change is of; a reject may not say it
 * @param match the expectation that is met; null where there is none
 * @param state of the row after the change; null where the change is not known
 * @param reject to be kept as open; null where the row is none
 */
record Acceptance(
        LandedRow row,
        String table,
        String key,
        SourceMatch.@Nullable Awaited match,
        @Nullable FoldedRow state,
        @Nullable OpenReject reject) {

    /** @param object number of the object in which the row is */
    void apply(ProofStore store, String objectKey, long object) {
        if (match != null) {
            store.expectations().remove(match.shard(), match.sequence());
        }
        if (reject != null) {
            store.rejects().put(reject);
        } else if (row.rejected() && match == null) {
            store.rejects().putUnwitnessed(row.eventId(), objectKey);
        } else if (!row.rejected()) {
            store.rejects().close(row.eventId());
            store.rejects().close(row.details().rejectedAs());
        }
        if (state != null) {
            FoldedRow before = store.rows().find(table, key).orElse(state);
            // A redriven change lands late, and takes the place of its own reject.
            FoldedRow latest = before.position().compareTo(state.position()) > 0 ? before : state;
            store.rows().put(table, key, latest.landedIn(before, object));
        }
    }
}
