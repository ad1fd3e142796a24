package io.orderlake.simulation.kernel;

/** Unwinds the steps of a process that has died. An error, so that nothing that handles failures takes it for one. */
public final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
        super("the process is dead", null, false, false);
    }
}
