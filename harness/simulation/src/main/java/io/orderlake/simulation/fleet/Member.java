package io.orderlake.simulation.fleet;

import java.util.concurrent.CompletableFuture;

/** A process of a service, as its environment starts and stops it. */
public interface Member {

    /** Begins its work; returns at once. */
    void start();

    /** Shuts down gracefully; completed when the process may end. */
    CompletableFuture<Void> stop();
}
