package io.orderlake.verifier.check;

import io.orderlake.verifier.lake.LandedRow;
import io.orderlake.verifier.source.SourceChange;
import io.orderlake.verifier.state.Expected;
import io.orderlake.verifier.state.Place;
import io.orderlake.verifier.state.ProofStore;
import io.orderlake.verifier.state.Told;
import java.util.List;
import java.util.Optional;

/** What the source has told of a landed row. */
final class Witnessed {

    private static final String FOREIGN = "foreign/";
    private static final String REDRIVE = "redrive/";

    /** What is known of a row's change. */
    sealed interface Testimony {

        /** It was told, and no row has shown it yet. */
        record Awaited(Place place, String sequence, Expected change) implements Testimony {}

        /** The source's stream has not been read so far. */
        record NotYet() implements Testimony {}

        /** The stream no longer holds it, or nobody says what it was: there is no witness but the lake. */
        record None() implements Testimony {}

        /** The stream was read past it, and it is awaited no more or never was told. */
        record Past() implements Testimony {}
    }

    private final ProofStore store;
    private final long askedAt;
    private final long listedAt;

    /**
     * @param askedAt milliseconds when the claim was read
     * @param listedAt milliseconds when the source's shards were listed last
     */
    Witnessed(ProofStore store, long askedAt, long listedAt) {
        this.store = store;
        this.askedAt = askedAt;
        this.listedAt = listedAt;
    }

    Testimony of(LandedRow row) {
        String sequence = sequence(row.position());
        if (row.sourceShard().startsWith(FOREIGN)) {
            return foreign(row, sequence);
        }
        if (sequence.isEmpty() || row.sourceShard().startsWith(REDRIVE)) {
            return new Testimony.None();
        }
        Optional<Place> place = store.place(row.sourceShard());
        if (place.isEmpty()) {
            return listedAt > askedAt ? new Testimony.None() : new Testimony.NotYet();
        }
        return store.isRelayed() ? relayed(place.get(), sequence, row.lane()) : of(place.get(), sequence);
    }

    private Testimony of(Place place, String sequence) {
        boolean open = !place.finished() && sequence.compareTo(place.last()) > 0;
        return of(place, sequence, open, place.first());
    }

    /** Behind the relay each lane is told by itself; a shard's end says nothing of what is still to be read. */
    private Testimony relayed(Place place, String sequence, int lane) {
        Told told = store.relayed().told(place.name(), lane);
        return of(place, sequence, !told.includes(sequence) && listedAt <= askedAt, told.first());
    }

    private Testimony of(Place place, String sequence, boolean open, String first) {
        Optional<Expected> change = store.expected(place, sequence);
        if (change.isPresent()) {
            return new Testimony.Awaited(place, sequence, change.get());
        }
        if (open) {
            return new Testimony.NotYet();
        }
        boolean before = first.isEmpty() || sequence.compareTo(first) < 0;
        return before ? new Testimony.None() : new Testimony.Past();
    }

    /** A foreign producer does not say which shard of the source it read. */
    private Testimony foreign(LandedRow row, String sequence) {
        if (store.isRelayed()) {
            return new Testimony.None(); // Foreign changes pass no relay.
        }
        List<Testimony> told = store.places().stream()
                .filter(place -> place.table().equals(row.table()))
                .map(place -> of(place, sequence))
                .toList();
        return told.stream()
                .filter(Testimony.Awaited.class::isInstance)
                .findFirst()
                .or(() ->
                        told.stream().filter(Testimony.NotYet.class::isInstance).findFirst())
                .orElse(new Testimony.None());
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
