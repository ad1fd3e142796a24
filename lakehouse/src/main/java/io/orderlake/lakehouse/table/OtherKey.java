package io.orderlake.lakehouse.table;

/** Rows of a table that were merged by one key cannot be merged by another one. */
final class OtherKey {

    private OtherKey() {}

    static IllegalStateException of(LakeTable wanted, String current) {
        return new IllegalStateException("Cannot write " + wanted.text() + ": expected the key " + current
                + ", by which its rows were merged so far, but was " + String.join(",", wanted.key())
                + "; drop the table and rebuild it from bronze if the key is to change");
    }
}
