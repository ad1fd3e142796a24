package io.orderlake.simulation.history;

import java.util.Locale;

/** What an application does to the table, at a time in milliseconds since the beginning. */
public record Write(long at, String key, Action action, Flavour flavour) {

    /** What is done to the row. */
    public enum Action {
        PUT,
        DELETE
    }

    /** What is odd about the row or its change. */
    public enum Flavour {
        GOOD,
        FAILS_CHECK,
        MALFORMED,
        THROWING,
        LARGE,
        /** Not of the table: another producer puts the change straight onto order-changes, once. */
        FOREIGN,
        /** The same, twice. */
        FOREIGN_TWICE
    }

    @Override
    public String toString() {
        String oddity = flavour == Flavour.GOOD
                ? ""
                : ", " + flavour.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return action.name().toLowerCase(Locale.ROOT) + " " + key + " at " + at + " ms" + oddity;
    }
}
