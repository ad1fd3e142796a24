package io.orderlake.simulation.fleet;

import java.util.concurrent.CompletableFuture;

/** A process of a service, as far as its environment steers it. */
public interface Member {

    /** Begins its work; returns at once. */
    void start();

    /** Hands everything over; done when the process may end. */
    CompletableFuture<Void> stop();
}
