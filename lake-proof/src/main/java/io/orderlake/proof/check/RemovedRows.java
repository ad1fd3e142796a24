package io.orderlake.proof.check;

import io.orderlake.proof.lake.LedgerClaim.LedgerObject;
import io.orderlake.proof.state.CheckedClaim;
import io.orderlake.proof.state.CheckedObject;
import io.orderlake.proof.state.ErasedChanges.Removal;
import io.orderlake.proof.state.Expected;
import io.orderlake.proof.state.FoldedRow;
import io.orderlake.proof.state.FoldedRow.Witness;
import io.orderlake.proof.state.ProofStore;
import io.orderlake.proof.state.SourceShardState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the changes whose rows an erasure removed before this judge could compare them. The ledger declares how many rows an
 * object lost, but not which; each accounts for one change that has not landed.
 */
final class RemovedRows {

    private static final int OLDEST = 2_000;
    private static final String LANDING = "landing/";

    /** How far the clock of a lake writer may be behind the source's. */
    private static final long SKEW_MILLIS = 5_000;

    private final ProofStore store;

    RemovedRows(ProofStore store) {
        this.store = store;
    }

    /**
     * Decides about the oldest expected changes. An erasure begins when all earlier changes have landed, so a change that is in
     * none of the claims that followed it was removed or lost.
     *
     * @param comparedUpTo milliseconds; all claims from before have been compared
     */
    void find(long comparedUpTo) {
        List<Removal> open = new ArrayList<>(store.erased().open());
        open.removeIf(removal -> removal.readAt() >= comparedUpTo);
        if (open.isEmpty()) {
            return;
        }
        long oldest = oldestExpected();
        open.removeIf(removal -> removal.doneAt() + SKEW_MILLIS < oldest);
        // The earliest claim first: the later ones are left for later changes.
        open.sort(Comparator.comparingLong(Removal::doneAt));
        for (SourceShardState shard : store.shards().all()) {
            for (Expected change : store.expectations().oldest(shard, OLDEST)) {
                open.stream()
                        .filter(removal -> isPossible(removal, change))
                        .findFirst()
                        .ifPresent(removal -> take(open, removal, shard, change));
            }
        }
    }

    private long oldestExpected() {
        return store.shards().all().stream()
                .flatMap(shard -> store.expectations().oldest(shard, 1).stream())
                .mapToLong(Expected::changedAt)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private void take(List<Removal> open, Removal removal, SourceShardState shard, Expected change) {
        int at = open.indexOf(removal);
        if (removal.rows() > 1) {
            open.set(at, removal.less(1));
        } else {
            open.remove(at);
        }
        String sequence = SourceLookup.sequence(change.position());
        store.expectations().remove(shard, sequence);
        store.erased().add(shard, sequence, change, removal);
        fold(change);
    }

    /** The lake no longer shows the values that the row may still have in the table. */
    private void fold(Expected change) {
        Witness witness = change.delete() ? Witness.BOTH : Witness.REJECT;
        FoldedRow state = FoldedRow.after(change, witness, change.fingerprint());
        FoldedRow before = store.rows().find(change.table(), change.key()).orElse(state);
        FoldedRow latest = before.position().compareTo(state.position()) > 0 ? before : state;
        store.rows().put(change.table(), change.key(), latest.landedIn(before, -1));
    }

    /** Whether a removed row may be that of the change, as far as the objects have been read again since. */
    boolean mayCover(Expected change) {
        long round = store.figure("round_began_at");
        return store.erased().open().stream()
                .anyMatch(removal ->
                        isOfTime(removal, change) && (round <= removal.readAt() || isPossible(removal, change)));
    }

    private static boolean isOfTime(Removal removal, Expected change) {
        return removal.table().equals(change.table()) && change.changedAt() <= removal.doneAt() + SKEW_MILLIS;
    }

    /** An erasure leaves no older row with the key, so a change of a row that landed before was not removed. */
    private boolean isPossible(Removal removal, Expected change) {
        return isOfTime(removal, change) && firstLanded(change) > removal.doneAt();
    }

    /** Objects from which rows were removed do not count: the row may be among them. */
    private long firstLanded(Expected change) {
        return store.rows().find(change.table(), change.key()).map(FoldedRow::landings).stream()
                .flatMapToLong(Arrays::stream)
                .mapToObj(store.lake()::objectName)
                .flatMap(Optional::stream)
                .filter(key -> key.startsWith(LANDING) && !store.erased().isRemovedFrom(path(key)))
                .findFirst()
                .flatMap(store.lake()::object)
                .map(CheckedObject::claim)
                .flatMap(store.lake()::claim)
                .map(CheckedClaim::doneAt)
                .map(ClaimCheck::millis)
                .orElse(Long.MAX_VALUE);
    }

    private static String path(String key) {
        return new LedgerObject(key, 0, 0, "").pathWithoutFormat();
    }
}
