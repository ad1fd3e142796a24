package io.orderlake.lakehouse.table;

/** A table whose rows were merged by one key cannot go on by another. */
final class OtherKey {

    private OtherKey() {}

    static IllegalStateException of(LakeTable wanted, String standing) {
        return new IllegalStateException("Cannot write " + wanted.text() + ": expected the key " + standing
                + ", by which its rows were merged so far, but was " + String.join(",", wanted.key())
                + "; drop the table and rebuild it from bronze if the key is to change");
    }
}
