package io.orderlake.proof.check;

import io.orderlake.proof.RowFingerprint;
import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.state.Expected;
import io.orderlake.proof.state.FoldedRow;
import io.orderlake.proof.state.OpenReject;
import io.orderlake.proof.state.OpenRejects;
import io.orderlake.proof.state.ProofStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of the state that a correct row causes, applied once the row is correct in each format.
 *
 * @param path of the row's objects, without format
 * @param table of the changed row; empty for a reject that does not name it
 * @param match the expected change that the row fulfils; null if there is none
 * @param state of the row after the change; null if the change is not known
 * @param reject to be stored as open; null if the row is no reject
 */
record Acceptance(
        LandedRow row,
        String path,
        String table,
        String key,
        SourceMatch.@Nullable Awaited match,
        @Nullable FoldedRow state,
        @Nullable OpenReject reject) {

    /** @param object number of the object that contains the row */
    void apply(ProofStore store, String objectKey, long object) {
        if (match != null) {
            store.expectations().remove(match.shard(), match.sequence());
            store.erased().remove(match.shard(), match.sequence());
        }
        applyReject(store.rejects(), objectKey);
        if (state != null) {
            FoldedRow before = store.rows().find(table, key).orElse(state);
            // A redriven change lands late; it replaces its own reject, and no newer state of the row.
            FoldedRow latest = before.position().compareTo(state.position()) > 0 ? before : state;
            store.rows().put(table, key, latest.landedIn(before, object));
        }
        if (isUnwitnessedRow()) {
            store.lake().putUnwitnessed(RowFacts.event(row), path);
        }
    }

    private void applyReject(OpenRejects rejects, String objectKey) {
        String rejectedAs = row.details().rejectedAs();
        if (row.rejected() && rejects.isRedriven(row.eventId())) {
            rejects.closeRedriven(row.eventId());
        } else if (reject != null) {
            rejects.put(reject);
        } else if (row.rejected() && match == null) {
            rejects.putUnwitnessed(unwitnessedReject(objectKey));
        } else if (!row.rejected()) {
            closeReject(rejects, rejectedAs);
        }
    }

    /** A claim of another shard may contain the reject and be read later. */
    private void closeReject(OpenRejects rejects, String rejectedAs) {
        if (match != null && SourceLookup.isRedriven(row) && !rejects.isUnwitnessed(row.eventId(), rejectedAs)) {
            rejects.putRedriven(rejectedAs.isEmpty() ? row.eventId() : rejectedAs);
        }
        rejects.close(row.eventId());
        rejects.close(rejectedAs);
    }

    /** Whether the row is no reject and no expected change: nothing but other formats shows its values. */
    boolean isUnwitnessedRow() {
        return match == null && !row.rejected();
    }

    private OpenReject unwitnessedReject(String objectKey) {
        Expected change = new Expected(
                row.eventId(),
                table,
                key,
                row.sourceShard(),
                List.of(row.lane()),
                row.position(),
                state == null ? 0 : state.changedAt(),
                false,
                RowFingerprint.NONE);
        return new OpenReject(change, objectKey, String.valueOf(row.reason()));
    }
}
