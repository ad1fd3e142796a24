package io.orderlake.proof.check;

import io.orderlake.proof.RowFingerprint;
import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject.Erased;
import io.orderlake.proof.state.AcceptedRows;
import io.orderlake.proof.state.Expected;
import io.orderlake.proof.state.FoldedRow;
import io.orderlake.proof.state.OpenReject;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import io.orderlake.proof.state.ProofStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the rows of one object. The first time, each row must match a change that the source reported; later, the rows must
 * be those that matched before. {@link RowGroup} applies the results of correct rows. An instance serves one comparison.
 */
final class ObjectRows {

    /**
     * The object that is compared.
     *
     * @param path of the object and those with the same rows, without format
     */
    record Subject(String key, String path, long number, String claim, long since, long now) {

        ProofDifference difference(Kind kind, LandedRow row, String sentence) {
            long from = row.changedAt() > 0 ? Math.min(row.changedAt(), since) : since;
            return new ProofDifference(kind, row.table(), row.key(), row.eventId(), key, claim, from, now, sentence);
        }
    }

    private final ProofStore store;
    private final SourceLookup source;
    private final LaneMarks marks;
    private final Subject subject;

    private final AcceptedRows known;
    private final Map<Long, Integer> knownEvents = new HashMap<>();
    private final Set<Long> seen = new HashSet<>();
    private final Set<Long> right = new HashSet<>();
    private final AcceptedRows.Collector accepted = new AcceptedRows.Collector();
    private final Map<Long, Acceptance> acceptances = new LinkedHashMap<>();
    private final List<LandedRow> unexplained = new ArrayList<>();
    private final List<LandedRow> altered = new ArrayList<>();
    private final List<ProofDifference> differences = new ArrayList<>();
    private RowStates states = new RowStates(Erased.NONE, 0);
    private boolean compared;
    private long unwitnessed;
    private long removedBefore;

    ObjectRows(ProofStore store, SourceLookup source, LaneMarks marks, Subject subject) {
        this.store = store;
        this.source = source;
        this.marks = marks;
        this.subject = subject;
        this.known = store.lake().accepted(subject.key());
        for (int i = 0; i < known.size(); i++) {
            knownEvents.put(known.event(i), i);
        }
    }

    /** Whether the source has not been read far enough to compare all rows; the object must wait then. */
    boolean tooEarly(List<LandedRow> rows) {
        return rows.stream()
                .filter(row -> !knownEvents.containsKey(RowFacts.event(row)))
                .anyMatch(row -> source.of(row) instanceof SourceMatch.NotYet);
    }

    /** Compares the rows. Values of rows that are marked as erased are not compared if the ledger declares erased rows. */
    List<ProofDifference> compare(List<LandedRow> rows, Erased erased) {
        states = new RowStates(erased, subject.since());
        compared = true;
        rows.forEach(this::compare);
        List<Integer> lost = lost();
        removedBefore = Math.max(0, erased.removed() - lost.size());
        ObjectExplanation explanation = new ObjectExplanation(store, subject, unexplained, altered);
        differences.addAll(explanation.differences(lost.size(), erased.removed()));
        return differences;
    }

    /** Stores which rows were correct, if they were compared. */
    void keep() {
        if (compared) {
            store.lake().put(subject.key(), accepted.rows());
        }
    }

    /** Whether the row of an event is new, and only other formats can show whether its values are correct. */
    boolean isUnwitnessed(long event) {
        Acceptance acceptance = acceptances.get(event);
        return acceptance != null && acceptance.isUnwitnessedRow();
    }

    /** A new row is wrong after all: the next comparison compares it again as a new one. */
    void withdraw(long event) {
        if (acceptances.remove(event) != null) {
            right.remove(event);
            accepted.remove(event);
        }
    }

    /** Number of rows that only the lake itself shows. */
    long unwitnessed() {
        return unwitnessed;
    }

    /** Number of rows that were removed as the ledger declares, before any of them was compared. */
    long removedBefore() {
        return removedBefore;
    }

    Subject subject() {
        return subject;
    }

    /** Results of rows that are correct for the first time, by event. */
    Map<Long, Acceptance> acceptances() {
        return acceptances;
    }

    /** Whether the object contains a correct row of the event. */
    boolean isRight(long event) {
        return right.contains(event);
    }

    /** Whether the object contains or once contained a row of the event, correct or not. */
    boolean knows(long event) {
        return seen.contains(event) || knownEvents.containsKey(event);
    }

    private void compare(LandedRow row) {
        long event = RowFacts.event(row);
        if (!seen.add(event)) {
            differences.add(subject.difference(Kind.DUPLICATED, row, "the row is in the object more than once"));
            return;
        }
        Integer at = knownEvents.get(event);
        if (at == null) {
            match(row);
        } else {
            compareAgain(row, at);
        }
    }

    private void compareAgain(LandedRow row, int at) {
        boolean sameLocation = known.location(at) == RowFacts.location(row);
        boolean sameContent = known.content(at) == RowFacts.content(row);
        boolean erasedSince = sameLocation && states.isErased(row) && !sameContent;
        accept(known.event(at), known.location(at), erasedSince ? RowFacts.content(row) : known.content(at));
        if (!sameLocation) {
            right.remove(known.event(at));
            differences.add(subject.difference(
                    Kind.ALTERED,
                    row,
                    "the row has another position, lane, operation or time than when it was first compared"));
        } else if (erasedSince) {
            forget(row);
        } else if (!sameContent) {
            right.remove(known.event(at));
            altered.add(row);
        }
    }

    /** The row in the table can no longer be compared with the erased row. */
    private void forget(LandedRow row) {
        RowFingerprint fingerprint = row.fingerprint();
        if (fingerprint != null) {
            store.rows().forgetValues(row.table(), row.key(), row.position(), fingerprint);
        }
    }

    private void match(LandedRow row) {
        SourceMatch match = source.of(row);
        if (match instanceof SourceMatch.Awaited awaited) {
            match(row, awaited);
        } else if (match instanceof SourceMatch.None) {
            compareWithoutStream(row);
        } else if (row.rejected() && store.rejects().isRedriven(row.eventId())) {
            accept(row, new Acceptance(row, subject.path(), row.table(), row.key(), null, null, null));
        } else {
            unexplained.add(row);
        }
    }

    private void match(LandedRow row, SourceMatch.Awaited awaited) {
        Expected change = awaited.change();
        if (row.rejected()) {
            accept(row, change, awaited, RowStates.rejected(change), reject(change, row));
        } else {
            Optional<String> contradiction = RowFacts.contradiction(row, change);
            RowFingerprint fingerprint = row.fingerprint();
            if (contradiction.isPresent()) {
                differences.add(subject.difference(Kind.ALTERED, row, contradiction.get()));
                return;
            }
            if (fingerprint == null || !holds(row, change, fingerprint)) {
                altered.add(row);
                return;
            }
            accept(row, change, awaited, states.landed(change, row, fingerprint), null);
        }
        checkOrder(row);
    }

    private boolean holds(LandedRow row, Expected change, RowFingerprint fingerprint) {
        return states.isErased(row) || change.fingerprint().isContainedIn(fingerprint);
    }

    private OpenReject reject(Expected change, LandedRow row) {
        return new OpenReject(change, subject.key(), String.valueOf(row.reason()));
    }

    /** A row that the source's stream does not contain: a redriven one, or one older than the stream's retention. */
    private void compareWithoutStream(LandedRow row) {
        Optional<OpenReject> reject = store.rejects().find(row.eventId());
        if (reject.isPresent()) {
            redriven(row, reject.get().change());
        } else if (source.isOfUnknownReject(row) || isElsewhere(row)) {
            unexplained.add(row);
        } else {
            unwitnessed++;
            FoldedRow state = states.unwitnessed(row);
            accept(row, new Acceptance(row, subject.path(), row.table(), row.key(), null, state, null));
            if (!row.rejected()) {
                checkOrder(row);
            }
        }
    }

    private boolean isElsewhere(LandedRow row) {
        return !row.rejected() && store.lake().isUnwitnessedElsewhere(RowFacts.event(row), subject.path());
    }

    private void redriven(LandedRow row, Expected change) {
        RowFingerprint fingerprint = row.fingerprint();
        if (row.rejected()) {
            accept(row, change, null, null, reject(change, row));
        } else if (fingerprint != null
                && RowFacts.contradiction(row, change).isEmpty()
                && holds(row, change, fingerprint)) {
            accept(row, change, null, states.landed(change, row, fingerprint), null);
        } else {
            altered.add(row);
        }
    }

    private void accept(
            LandedRow row,
            Expected change,
            SourceMatch.@Nullable Awaited match,
            @Nullable FoldedRow state,
            @Nullable OpenReject reject) {
        accept(row, new Acceptance(row, subject.path(), change.table(), change.key(), match, state, reject));
    }

    private void accept(LandedRow row, Acceptance acceptance) {
        acceptances.put(RowFacts.event(row), acceptance);
        accept(RowFacts.event(row), RowFacts.location(row), RowFacts.content(row));
    }

    private void accept(long event, long location, long content) {
        right.add(event);
        accepted.add(event, location, content);
    }

    private void checkOrder(LandedRow row) {
        if (!SourceLookup.isForeign(row) && !marks.isNext(row.sourceShard(), row.lane(), row.sequence())) {
            differences.add(subject.difference(
                    Kind.OUT_OF_ORDER,
                    row,
                    "a later row of source shard " + row.sourceShard() + " and lane " + row.lane()
                            + " landed before it"));
        }
    }

    /** Rows that are gone still belong to the object, so that the object is correct again once it is repaired. */
    private List<Integer> lost() {
        List<Integer> lost = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            if (!seen.contains(known.event(i))) {
                lost.add(i);
                accept(known.event(i), known.location(i), known.content(i));
            }
        }
        return lost;
    }
}
