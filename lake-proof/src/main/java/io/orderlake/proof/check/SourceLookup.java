package io.orderlake.proof.check;

import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.source.ReportedChange;
import io.orderlake.proof.state.Expected;
import io.orderlake.proof.state.LaneProgress;
import io.orderlake.proof.state.ProofStore;
import io.orderlake.proof.state.SourceShardState;
import java.util.List;
import java.util.Optional;

/** Finds what the source has reported of a landed row. */
final class SourceLookup {

    private static final String FOREIGN = "foreign/";
    private static final String REDRIVE = "redrive/";

    private final ProofStore store;
    private final long claimReadAt;
    private final long listedAt;

    /**
     * @param claimReadAt milliseconds when the claim was read
     * @param listedAt milliseconds when the source's shards were listed last
     */
    SourceLookup(ProofStore store, long claimReadAt, long listedAt) {
        this.store = store;
        this.claimReadAt = claimReadAt;
        this.listedAt = listedAt;
    }

    SourceMatch of(LandedRow row) {
        String sequence = sequence(row.position());
        if (isForeign(row)) {
            return foreign(row, sequence);
        }
        if (sequence.isEmpty()) {
            return new SourceMatch.None();
        }
        if (isRedriven(row)) {
            return awaitedAs(row, sequence);
        }
        Optional<SourceShardState> shard = store.shards().find(row.sourceShard());
        if (shard.isEmpty()) {
            return listedAt > claimReadAt ? new SourceMatch.None() : new SourceMatch.NotYet();
        }
        return store.isRelayed() ? relayed(shard.get(), sequence, row.lane()) : of(shard.get(), sequence);
    }

    private SourceMatch of(SourceShardState shard, String sequence) {
        boolean open = !shard.finished() && sequence.compareTo(shard.last()) > 0;
        return of(shard, sequence, open, shard.first());
    }

    /**
     * Behind the relay each lane has its own progress; the end of a source shard does not mean that all its changes were read.
     */
    private SourceMatch relayed(SourceShardState shard, String sequence, int lane) {
        LaneProgress reported = store.relayed().lane(shard.name(), lane);
        return of(shard, sequence, !reported.includes(sequence) && listedAt <= claimReadAt, reported.first());
    }

    private SourceMatch of(SourceShardState shard, String sequence, boolean open, String first) {
        Optional<Expected> change = store.expectations()
                .find(shard, sequence)
                .or(() -> store.erased().find(shard, sequence));
        if (change.isPresent()) {
            return new SourceMatch.Awaited(shard, sequence, change.get());
        }
        if (open) {
            return new SourceMatch.NotYet();
        }
        boolean before = first.isEmpty() || sequence.compareTo(first) < 0;
        return before ? new SourceMatch.None() : new SourceMatch.Past();
    }

    /** A foreign producer does not report the source shard that it read. */
    private SourceMatch foreign(LandedRow row, String sequence) {
        if (store.isRelayed()) {
            return new SourceMatch.None(); // Foreign changes pass no relay.
        }
        List<SourceMatch> matches = store.shards().all().stream()
                .filter(shard -> shard.table().equals(row.table()))
                .map(shard -> of(shard, sequence))
                .toList();
        return matches.stream()
                .filter(SourceMatch.Awaited.class::isInstance)
                .findFirst()
                .or(() -> matches.stream()
                        .filter(SourceMatch.NotYet.class::isInstance)
                        .findFirst())
                .orElse(new SourceMatch.None());
    }

    /** If a reject did not identify its change, the change stays expected until its redrive. */
    private SourceMatch awaitedAs(LandedRow row, String sequence) {
        return store.shards().all().stream()
                .filter(shard -> shard.table().equals(row.table()))
                .flatMap(shard -> store
                        .expectations()
                        .find(shard, sequence)
                        .filter(change -> change.eventId().equals(row.eventId()))
                        .map(change -> (SourceMatch) new SourceMatch.Awaited(shard, sequence, change))
                        .stream())
                .findFirst()
                .orElse(new SourceMatch.None());
    }

    /** The source's sequence number within a position; empty if it has none. */
    static String sequence(String position) {
        int from = position.indexOf('-') + 1;
        return from > 0 && position.length() - from == ReportedChange.SEQUENCE_DIGITS ? position.substring(from) : "";
    }

    /** Whether the row was redriven, and no reject of it has been read. */
    boolean isOfUnknownReject(LandedRow row) {
        String rejectedAs = row.details().rejectedAs();
        return isRedriven(row) && !store.rejects().isUnwitnessed(row.eventId(), rejectedAs);
    }

    static boolean isForeign(LandedRow row) {
        return row.sourceShard().startsWith(FOREIGN);
    }

    static boolean isRedriven(LandedRow row) {
        return row.sourceShard().startsWith(REDRIVE);
    }
}
