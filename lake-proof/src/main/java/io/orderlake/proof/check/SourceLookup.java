package io.orderlake.proof.check;

import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.source.SourceChange;
import io.orderlake.proof.state.Expected;
import io.orderlake.proof.state.LaneProgress;
import io.orderlake.proof.state.ProofStore;
import io.orderlake.proof.state.ShardProgress;
import java.util.List;
import java.util.Optional;

/** What the source has told of a landed row. */
final class SourceLookup {

    private static final String FOREIGN = "foreign/";
    private static final String REDRIVE = "redrive/";

    /** What is known of a row's change. */
    sealed interface SourceMatch {

        /** It was told, and no row has shown it yet. */
        record Awaited(ShardProgress place, String sequence, Expected change) implements SourceMatch {}

        /** The source's stream has not been read so far. */
        record NotYet() implements SourceMatch {}

        /** The stream no longer holds it, or nobody says what it was: there is no witness but the lake. */
        record None() implements SourceMatch {}

        /** The stream was read past it, and it is awaited no more or never was told. */
        record Past() implements SourceMatch {}
    }

    private final ProofStore store;
    private final long askedAt;
    private final long listedAt;

    /**
     * @param askedAt milliseconds when the claim was read
     * @param listedAt milliseconds when the source's shards were listed last
     */
    SourceLookup(ProofStore store, long askedAt, long listedAt) {
        this.store = store;
        this.askedAt = askedAt;
        this.listedAt = listedAt;
    }

    SourceMatch of(LandedRow row) {
        String sequence = sequence(row.position());
        if (row.sourceShard().startsWith(FOREIGN)) {
            return foreign(row, sequence);
        }
        if (sequence.isEmpty() || row.sourceShard().startsWith(REDRIVE)) {
            return new SourceMatch.None();
        }
        Optional<ShardProgress> place = store.place(row.sourceShard());
        if (place.isEmpty()) {
            return listedAt > askedAt ? new SourceMatch.None() : new SourceMatch.NotYet();
        }
        return store.isRelayed() ? relayed(place.get(), sequence, row.lane()) : of(place.get(), sequence);
    }

    private SourceMatch of(ShardProgress place, String sequence) {
        boolean open = !place.finished() && sequence.compareTo(place.last()) > 0;
        return of(place, sequence, open, place.first());
    }

    /** Behind the relay each lane is told by itself; a shard's end says nothing of what is still to be read. */
    private SourceMatch relayed(ShardProgress place, String sequence, int lane) {
        LaneProgress told = store.relayed().told(place.name(), lane);
        return of(place, sequence, !told.includes(sequence) && listedAt <= askedAt, told.first());
    }

    private SourceMatch of(ShardProgress place, String sequence, boolean open, String first) {
        Optional<Expected> change = store.expected(place, sequence);
        if (change.isPresent()) {
            return new SourceMatch.Awaited(place, sequence, change.get());
        }
        if (open) {
            return new SourceMatch.NotYet();
        }
        boolean before = first.isEmpty() || sequence.compareTo(first) < 0;
        return before ? new SourceMatch.None() : new SourceMatch.Past();
    }

    /** A foreign producer does not say which shard of the source it read. */
    private SourceMatch foreign(LandedRow row, String sequence) {
        if (store.isRelayed()) {
            return new SourceMatch.None(); // Foreign changes pass no relay.
        }
        List<SourceMatch> told = store.places().stream()
                .filter(place -> place.table().equals(row.table()))
                .map(place -> of(place, sequence))
                .toList();
        return told.stream()
                .filter(SourceMatch.Awaited.class::isInstance)
                .findFirst()
                .or(() -> told.stream()
                        .filter(SourceMatch.NotYet.class::isInstance)
                        .findFirst())
                .orElse(new SourceMatch.None());
    }

    /** The source's number in a position; empty where the position has none. */
    static String sequence(String position) {
        int from = position.indexOf('-') + 1;
        return from > 0 && position.length() - from == SourceChange.SEQUENCE_DIGITS ? position.substring(from) : "";
    }

    static boolean foreign(LandedRow row) {
        return row.sourceShard().startsWith(FOREIGN);
    }

    static boolean redriven(LandedRow row) {
        return row.sourceShard().startsWith(REDRIVE);
    }
}
