package io.orderlake.proof.check;

import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.state.FoldedRow;
import io.orderlake.proof.state.OpenReject;
import io.orderlake.proof.state.ProofStore;
import org.jspecify.annotations.Nullable;

/**
 * The changes of the state that a correct row causes, applied once the row is correct in each format.
 *
 * @param table of the changed row; empty for a reject that does not name it
 * @param match the expected change that the row fulfils; null if there is none
 * @param state of the row after the change; null if the change is not known
 * @param reject to be stored as open; null if the row is no reject
 */
record Acceptance(
        LandedRow row,
        String table,
        String key,
        SourceMatch.@Nullable Awaited match,
        @Nullable FoldedRow state,
        @Nullable OpenReject reject) {

    /** @param object number of the object that contains the row */
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
            // A redriven change lands late; it replaces its own reject, and no newer state of the row.
            FoldedRow latest = before.position().compareTo(state.position()) > 0 ? before : state;
            store.rows().put(table, key, latest.landedIn(before, object));
        }
    }
}
