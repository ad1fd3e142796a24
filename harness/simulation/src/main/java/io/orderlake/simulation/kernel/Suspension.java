package io.orderlake.simulation.kernel;

/** A step that waits. It is resumed once. */
public final class Suspension {

    final Baton baton;
    final Instance instance;
    boolean over;

    Suspension(Baton baton, Instance instance) {
        this.baton = baton;
        this.instance = instance;
    }
}
