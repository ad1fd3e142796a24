package io.orderlake.proof.check;

import io.orderlake.proof.state.Expected;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import io.orderlake.proof.state.ProofStore;
import io.orderlake.proof.state.SourceShardState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Distinguishes late changes from lost ones. A lane keeps its order: if a later change of the lane has landed, a change that
 * has not landed is missing. A change whose row landed with other values is reported as altered, not as missing.
 */
public final class MissingChanges {

    private static final String CHANGE = "change:";
    private static final int OLDEST = 2_000;

    private final ProofStore store;
    private final RemovedRows removed;

    public MissingChanges(ProofStore store) {
        this.store = store;
        this.removed = new RemovedRows(store);
    }

    /**
     * Checks the oldest expected changes of each source shard.
     *
     * @param comparedUpTo milliseconds; all claims from before have been compared
     */
    public void find(long comparedUpTo, long now) {
        removed.find(comparedUpTo);
        Set<String> reported = new HashSet<>();
        store.differences().all().forEach(difference -> reported.add(difference.eventId()));
        Set<String> missing = new HashSet<>();
        for (SourceShardState shardState : store.shards().all()) {
            for (Expected change : store.expectations().oldest(shardState, OLDEST)) {
                String subject = CHANGE + change.eventId();
                if (isPassed(change)
                        && (!reported.contains(change.eventId())
                                || store.differences().has(subject))
                        && !removed.mayCover(change)) {
                    missing.add(subject);
                    store.differences().replace(subject, List.of(difference(change, now)));
                }
            }
        }
        store.differences().subjects(CHANGE).stream()
                .filter(subject -> !missing.contains(subject))
                .forEach(subject -> store.differences().replace(subject, List.of()));
    }

    private boolean isPassed(Expected change) {
        return change.lanes().stream()
                .allMatch(lane -> store.lanes().of(change.sourceShard(), lane).compareTo(change.position()) > 0);
    }

    private static ProofDifference difference(Expected change, long now) {
        return new ProofDifference(
                Kind.MISSING,
                change.table(),
                change.key(),
                change.eventId(),
                "",
                "",
                change.changedAt(),
                now,
                "a later change of its lane has landed, but this one has not");
    }
}
