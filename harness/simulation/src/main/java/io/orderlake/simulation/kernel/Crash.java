package io.orderlake.simulation.kernel;

/** Unwinds the steps of a process that has died. It is an Error, so that no handler of failures catches it. */
public final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
        super("the process is dead", null, false, false);
    }
}
