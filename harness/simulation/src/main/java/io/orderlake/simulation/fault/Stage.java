package io.orderlake.simulation.fault;

import java.util.Locale;

/** The services that a change passes. */
public enum Stage {
    RELAY,
    TRANSFORMER,
    LAKE_WRITER;

    /** As in names of processes. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
