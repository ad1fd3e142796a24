package io.orderlake.proof.check;

import io.orderlake.proof.Hash64;
import io.orderlake.proof.RowFingerprint;
import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.state.Expected;
import java.util.Optional;

/** Hashes of a landed row, by which the state remembers it, and contradictions with its change. */
final class RowFacts {

    private static final long SECOND = 1000;

    private RowFacts() {}

    /** The first difference in event, key, position, time or operation; values are not compared. */
    static Optional<String> contradiction(LandedRow row, Expected change) {
        String expected = null;
        if (!row.eventId().equals(change.eventId())) {
            expected = "event " + change.eventId() + " but was " + row.eventId();
        } else if (!row.table().equals(change.table()) || !row.key().equals(change.key())) {
            expected = "row " + change.table() + "/" + change.key() + " but was " + row.table() + "/" + row.key();
        } else if (!SourceLookup.isForeign(row) && !row.position().equals(change.position())) {
            expected = "position " + change.position() + " but was " + row.position();
        } else if (!isSameSecond(row.changedAt(), change.changedAt())) {
            expected = "a change of " + change.changedAt() + " ms but was " + row.changedAt() + " ms";
        } else if (row.op().equals("D") != change.delete()) {
            expected = (change.delete() ? "a delete" : "a row") + " but was operation " + row.op();
        }
        return Optional.ofNullable(expected).map(text -> "expected " + text);
    }

    /** AWS reports whole seconds; other sources report fractions, which the relay drops. */
    private static boolean isSameSecond(long one, long other) {
        return Math.floorDiv(one, SECOND) == Math.floorDiv(other, SECOND);
    }

    static long event(LandedRow row) {
        return Hash64.of(row.eventId());
    }

    static long location(LandedRow row) {
        return Hash64.of(row.position()) * 31
                + Hash64.of(row.op()) * 7
                + Hash64.of(row.sourceShard())
                + row.changedAt()
                + row.lane();
    }

    static long content(LandedRow row) {
        RowFingerprint fingerprint = row.fingerprint();
        return fingerprint == null ? Hash64.of(String.valueOf(row.reason())) : fingerprint.content();
    }
}
