package io.orderlake.proof.check;

import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import io.orderlake.proof.state.ProofStore;
import java.util.ArrayList;
import java.util.List;

/** Explains the wrong rows of an object: rows without an expected change, with other values, or gone. */
record ObjectExplanation(
        ProofStore store, ObjectRows.Subject subject, List<LandedRow> unexplained, List<LandedRow> altered) {

    /**
     * Reads all rows that were ever compared, therefore only if something is wrong.
     *
     * @param lost rows that the object contained earlier
     * @param removed how many of them the ledger declares as removed
     */
    List<ProofDifference> differences(int lost, long removed) {
        if (unexplained.isEmpty() && altered.isEmpty() && lost == 0) {
            return List.of();
        }
        KnownRows known = KnownRows.find(store, subject.key(), unexplained, altered);
        List<ProofDifference> differences = new ArrayList<>();
        altered.forEach(row -> differences.add(altered(row, known)));
        int stale = 0;
        for (LandedRow row : unexplained) {
            boolean landed = known.hasEvent(RowFacts.event(row));
            boolean instead = landed && stale < lost;
            if (instead) {
                stale++;
            }
            differences.add(unexplained(row, landed, instead));
        }
        long gone = lost - stale - removed;
        if (gone > 0) {
            differences.add(gone(gone));
        }
        return differences;
    }

    private ProofDifference altered(LandedRow row, KnownRows known) {
        return known.hasContent(RowFacts.content(row))
                ? subject.difference(Kind.STALE, row, "the row has the values of another version")
                : subject.difference(Kind.ALTERED, row, "the row has other values than its change");
    }

    private ProofDifference unexplained(LandedRow row, boolean landed, boolean instead) {
        if (instead) {
            return subject.difference(Kind.STALE, row, "an older change replaces a newer one");
        }
        return landed
                ? subject.difference(Kind.DUPLICATED, row, "the change is already in another object")
                : subject.difference(Kind.EXTRA, row, "the source never reported such a change");
    }

    private ProofDifference gone(long count) {
        return new ProofDifference(
                Kind.MISSING,
                "",
                "",
                "",
                subject.key(),
                subject.claim(),
                subject.since(),
                subject.now(),
                count + " rows that were in the object are gone");
    }
}
