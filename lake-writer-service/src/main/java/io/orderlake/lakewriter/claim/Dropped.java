package io.orderlake.lakewriter.claim;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a claim's range the window of event ids dropped, by their index in the range. A recovery drops the same
 * records, whatever its own window contains.
 */
public final class Dropped {

    /** Nothing was dropped. */
    public static final Dropped NONE = new Dropped(new BitSet());

    private final BitSet indexes;

    private Dropped(BitSet indexes) {
        this.indexes = indexes;
    }

    public static Dropped of(BitSet indexes) {
        return new Dropped((BitSet) indexes.clone());
    }

    /** The inverse of {@link #bytes()}. */
    public static Dropped of(byte[] bytes) {
        return new Dropped(BitSet.valueOf(bytes));
    }

    /** One bit for each record, without trailing zeros. */
    public byte[] bytes() {
        return indexes.toByteArray();
    }

    public boolean contains(int index) {
        return indexes.get(index);
    }

    public int count() {
        return indexes.cardinality();
    }

    /** One more than the index of the last record that was dropped. */
    public int end() {
        return indexes.length();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Dropped dropped && indexes.equals(dropped.indexes);
    }

    @Override
    public int hashCode() {
        return indexes.hashCode();
    }

    @Override
    public String toString() {
        return count() + " dropped";
    }
}
