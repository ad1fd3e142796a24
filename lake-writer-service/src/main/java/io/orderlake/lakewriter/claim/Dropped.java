package io.orderlake.lakewriter.claim;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a claim's range the window of event ids dropped, by their place in the range. A recovery drops the same
 * ones, whatever its own window holds.
 */
public final class Dropped {

    /** Nothing was dropped. */
    public static final Dropped NONE = new Dropped(new BitSet());

    private final BitSet places;

    private Dropped(BitSet places) {
        this.places = places;
    }

    public static Dropped of(BitSet places) {
        return new Dropped((BitSet) places.clone());
    }

    /** The places of {@link #bytes()}. */
    public static Dropped of(byte[] bytes) {
        return new Dropped(BitSet.valueOf(bytes));
    }

    /** One bit a place, without trailing zeros. */
    public byte[] bytes() {
        return places.toByteArray();
    }

    public boolean contains(int place) {
        return places.get(place);
    }

    public int count() {
        return places.cardinality();
    }

    /** One more than the last place that was dropped. */
    public int end() {
        return places.length();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Dropped dropped && places.equals(dropped.places);
    }

    @Override
    public int hashCode() {
        return places.hashCode();
    }

    @Override
    public String toString() {
        return count() + " dropped";
    }
}
