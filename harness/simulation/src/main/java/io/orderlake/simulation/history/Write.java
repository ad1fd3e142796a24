package io.orderlake.simulation.history;

import java.util.Locale;

/** A write of an application to the table; {@code at} is in milliseconds since the beginning. */
public record Write(long at, String key, Action action, Flavour flavour) {

    /** How the row is changed. */
    public enum Action {
        PUT,
        DELETE
    }

    /** What is special about the row or its change. */
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
