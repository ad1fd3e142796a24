package io.orderlake.launcher.verify;

/**
 * What the generator's journal says of a row.
 *
 * @param through highest version acknowledged; 0 where the journal does not know the row
 * @param deleted whether that version was a delete
 */
record Journaled(long through, boolean deleted) {

    static final Journaled NOTHING = new Journaled(0, false);

    Journaled and(long version, boolean delete) {
        return version > through ? new Journaled(version, delete) : this;
    }
}
