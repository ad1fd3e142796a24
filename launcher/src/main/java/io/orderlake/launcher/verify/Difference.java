package io.orderlake.launcher.verify;

import java.util.Locale;

/** The ways in which source and lake can disagree; each finding is exactly one of them. */
public enum Difference {
    /** A change that was written, but that no landed row shows. */
    MISSING("a change that was written but has not landed"),
    /** A row beyond the first for the same change. */
    DUPLICATED("a change that has landed more than once"),
    /** All changes have landed, but the row that they lead to is not the one at the source. */
    STALE("a row whose landed state differs from the source, though its changes have landed"),
    /** A landed row of a change that was never written. */
    EXTRA("a landed change that was never written"),
    /** A row whose version is lower than that of a row before it in position order. */
    OUT_OF_ORDER("a change whose position contradicts its version"),
    /** A change that lies under {@code errors/} and has not landed since. */
    REJECTED("a change that lies under errors/ and has not landed since: see ./orderlake redrive");

    private final String meaning;

    Difference(String meaning) {
        this.meaning = meaning;
    }

    /** What stands in JSON and in the printed table. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the word means, for --help. */
    public String meaning() {
        return meaning;
    }
}
