package io.orderlake.proof.check;

import io.orderlake.proof.RowFingerprint;
import io.orderlake.proof.check.SourceLookup.SourceMatch;
import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.lake.LedgerClaim.LedgerObject.Erased;
import io.orderlake.proof.state.AcceptedRows;
import io.orderlake.proof.state.Difference;
import io.orderlake.proof.state.Difference.Kind;
import io.orderlake.proof.state.Expected;
import io.orderlake.proof.state.FoldedRow;
import io.orderlake.proof.state.FoldedRow.Witness;
import io.orderlake.proof.state.OpenReject;
import io.orderlake.proof.state.ProofStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the rows of one object with what it rightly holds. At first sight that is nothing, and each row has to meet a
 * change that the source told; later it is the rows that met theirs. One object, one use.
 */
final class ObjectRows {

    /** The object that is looked at. */
    record Look(String key, long number, String claim, long since, long now) {}

    private final ProofStore store;
    private final SourceLookup witnessed;
    private final LaneMarks marks;
    private final Look look;

    private final AcceptedRows known;
    private final Map<Long, Integer> knownEvents = new HashMap<>();
    private final Set<Long> seen = new HashSet<>();
    private final List<Long> rightly = new ArrayList<>();
    private final List<LandedRow> unexplained = new ArrayList<>();
    private final List<LandedRow> altered = new ArrayList<>();
    private final List<Difference> differences = new ArrayList<>();
    private Erased declared = Erased.NONE;
    private long unwitnessed;

    ObjectRows(ProofStore store, SourceLookup witnessed, LaneMarks marks, Look look) {
        this.store = store;
        this.witnessed = witnessed;
        this.marks = marks;
        this.look = look;
        this.known = store.held(look.key());
        for (int i = 0; i < known.size(); i++) {
            knownEvents.put(known.event(i), i);
        }
    }

    /** Whether the source has not been read far enough to judge a row; nothing may be compared before. */
    boolean tooEarly(List<LandedRow> rows) {
        return rows.stream()
                .filter(row -> !knownEvents.containsKey(RowFacts.event(row)))
                .anyMatch(row -> witnessed.of(row) instanceof SourceMatch.NotYet);
    }

    /**
     * Compares; what met its change is no longer awaited. Values of rows that are marked as erased are not compared, if the
     * ledger declares that there are such rows.
     */
    List<Difference> compare(List<LandedRow> rows, Erased erased) {
        declared = erased;
        rows.forEach(this::take);
        explain();
        store.put(
                look.key(),
                new AcceptedRows(rightly.stream().mapToLong(Long::longValue).toArray()));
        return differences;
    }

    /** Rows that met no witness but the lake itself. */
    long unwitnessed() {
        return unwitnessed;
    }

    long number() {
        return look.number();
    }

    private void take(LandedRow row) {
        long event = RowFacts.event(row);
        if (!seen.add(event)) {
            add(Kind.DUPLICATED, row, "the row stands in the object more than once");
            return;
        }
        Integer at = knownEvents.get(event);
        if (at == null) {
            meet(row);
            return;
        }
        boolean samePlace = known.placing(at) == RowFacts.placing(row);
        boolean erasedSince = samePlace && isErased(row) && known.content(at) != RowFacts.content(row);
        hold(known.event(at), known.placing(at), erasedSince ? RowFacts.content(row) : known.content(at));
        if (!samePlace) {
            add(Kind.ALTERED, row, "the row stands at another place or time than when it was compared");
        } else if (erasedSince) {
            forget(row);
        } else if (known.content(at) != RowFacts.content(row)) {
            altered.add(row);
        }
    }

    private boolean isErased(LandedRow row) {
        return declared.erased() > 0 && row.erasure() == LandedRow.Erasure.VALUES;
    }

    /** The fold keeps nothing of the row's values either; the table cannot be compared with it any more. */
    private void forget(LandedRow row) {
        RowFingerprint print = row.print();
        store.row(row.table(), row.key())
                .filter(fold -> print != null && fold.position().equals(row.position()) && !fold.delete())
                .ifPresent(fold -> store.put(
                        row.table(),
                        row.key(),
                        new FoldedRow(
                                fold.position(),
                                false,
                                Witness.REJECT,
                                Objects.requireNonNull(print),
                                fold.changedAt(),
                                fold.landings())));
    }

    private void meet(LandedRow row) {
        SourceMatch testimony = witnessed.of(row);
        if (testimony instanceof SourceMatch.Awaited awaited) {
            meet(row, awaited);
        } else if (testimony instanceof SourceMatch.None) {
            alone(row);
        } else {
            unexplained.add(row);
        }
    }

    private void meet(LandedRow row, SourceMatch.Awaited awaited) {
        Expected change = awaited.change();
        if (row.rejected()) {
            store.put(new OpenReject(change, look.key(), String.valueOf(row.reason())));
            accept(row, change.table(), change.key(), state(change, Witness.REJECT, change.print()));
        } else {
            Optional<String> contradiction = RowFacts.contradiction(row, change);
            RowFingerprint print = row.print();
            if (contradiction.isPresent()) {
                add(Kind.ALTERED, row, contradiction.get());
                return;
            }
            if (print == null || !(isErased(row) || change.print().isHeldBy(print))) {
                altered.add(row);
                return;
            }
            accept(row, change.table(), change.key(), state(change, witness(row), print));
        }
        store.met(awaited.place(), awaited.sequence());
        inOrder(row);
    }

    /** A row that the source's stream cannot speak for: a redriven one, or one older than the stream's retention. */
    private void alone(LandedRow row) {
        Optional<OpenReject> reject = store.reject(row.eventId());
        if (reject.isPresent()) {
            redriven(row, reject.get());
        } else if (SourceLookup.redriven(row)) {
            unexplained.add(row);
        } else if (row.rejected()) {
            hold(RowFacts.event(row), RowFacts.placing(row), RowFacts.content(row));
            unwitnessed++;
        } else {
            unwitnessed++;
            FoldedRow state = new FoldedRow(
                    row.position(),
                    row.op().equals("D"),
                    isErased(row) && !row.op().equals("D") ? Witness.REJECT : Witness.LAKE,
                    Objects.requireNonNull(row.print()),
                    row.changedAt(),
                    new long[0]);
            accept(row, row.table(), row.key(), state);
            inOrder(row);
        }
    }

    private void redriven(LandedRow row, OpenReject reject) {
        Expected change = reject.change();
        RowFingerprint print = row.print();
        if (row.rejected()) {
            store.put(new OpenReject(change, look.key(), String.valueOf(row.reason())));
            hold(RowFacts.event(row), RowFacts.placing(row), RowFacts.content(row));
        } else if (print != null
                && RowFacts.contradiction(row, change).isEmpty()
                && (isErased(row) || change.print().isHeldBy(print))) {
            store.landed(reject);
            accept(row, change.table(), change.key(), state(change, witness(row), print));
        } else {
            altered.add(row);
        }
    }

    /** Of an erased row the lake does not show what the table has. */
    private Witness witness(LandedRow row) {
        return isErased(row) && !row.op().equals("D") ? Witness.REJECT : Witness.BOTH;
    }

    private static FoldedRow state(Expected change, Witness witness, RowFingerprint print) {
        return new FoldedRow(change.position(), change.delete(), witness, print, change.changedAt(), new long[0]);
    }

    private void accept(LandedRow row, String table, String key, FoldedRow state) {
        hold(RowFacts.event(row), RowFacts.placing(row), RowFacts.content(row));
        FoldedRow before = store.row(table, key).orElse(state);
        // A redriven change lands late, and takes the place of its own reject.
        FoldedRow latest = before.position().compareTo(state.position()) > 0 ? before : state;
        store.put(table, key, latest.landedIn(before, look.number()));
    }

    private void inOrder(LandedRow row) {
        if (!SourceLookup.foreign(row) && !marks.isNext(row.sourceShard(), row.lane(), row.sequence())) {
            add(
                    Kind.OUT_OF_ORDER,
                    row,
                    "a later row of source shard " + row.sourceShard() + " and lane " + row.lane()
                            + " stands before it");
        }
    }

    /** Names what met no change, what holds other values and what is gone; looks through all rows, so only then. */
    private void explain() {
        List<Integer> lost = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            if (!seen.contains(known.event(i))) {
                lost.add(i);
                // It belongs here, so that the object is whole again when it is mended.
                hold(known.event(i), known.placing(i), known.content(i));
            }
        }
        if (unexplained.isEmpty() && altered.isEmpty() && lost.isEmpty()) {
            return;
        }
        KnownRows elsewhere = KnownRows.find(store, look.key(), unexplained, altered);
        for (LandedRow row : altered) {
            boolean older = elsewhere.hasContent(RowFacts.content(row));
            add(
                    older ? Kind.STALE : Kind.ALTERED,
                    row,
                    older
                            ? "the row holds the values of another version"
                            : "the row holds other values than its change");
        }
        int stale = 0;
        for (LandedRow row : unexplained) {
            boolean landed = elsewhere.hasEvent(RowFacts.event(row));
            if (landed && stale < lost.size()) {
                stale++;
                add(Kind.STALE, row, "an older change stands in the place of a newer one");
            } else {
                add(
                        landed ? Kind.DUPLICATED : Kind.EXTRA,
                        row,
                        landed ? "the change stands in another object already" : "the source never told such a change");
            }
        }
        long gone = lost.size() - stale - declared.removed();
        if (gone > 0) {
            differences.add(new Difference(
                    Kind.MISSING,
                    "",
                    "",
                    "",
                    look.key(),
                    look.claim(),
                    look.since(),
                    look.now(),
                    gone + " rows that stood in the object are gone"));
        }
    }

    private void hold(long event, long placing, long content) {
        rightly.add(event);
        rightly.add(placing);
        rightly.add(content);
    }

    private void add(Kind kind, LandedRow row, String sentence) {
        long since = row.changedAt() > 0 ? Math.min(row.changedAt(), look.since()) : look.since();
        differences.add(new Difference(
                kind, row.table(), row.key(), row.eventId(), look.key(), look.claim(), since, look.now(), sentence));
    }
}
