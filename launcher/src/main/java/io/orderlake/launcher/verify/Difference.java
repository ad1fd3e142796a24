package io.orderlake.launcher.verify;

import java.util.Locale;

/** The ways in which source and lake can disagree; each finding is exactly one of them. */
public enum Difference {
    /** A change that was written, but that no landed row shows. */
    MISSING,
    /** A row beyond the first for the same change. */
    DUPLICATED,
    /** A change that landed with other values than the source has or had. */
    STALE,
    /** A landed row of a change that was never written. */
    EXTRA,
    /** A row whose version is lower than that of a row before it in position order. */
    OUT_OF_ORDER,
    /** A change that lies under {@code errors/} and has not landed since. */
    REJECTED;

    /** What stands in JSON and in the printed table. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
