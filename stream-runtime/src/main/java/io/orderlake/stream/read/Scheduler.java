package io.orderlake.stream.read;

import java.time.Duration;
import java.time.InstantSource;

/** The time, and steps that run later. Real time in a service, virtual time in a test. */
public interface Scheduler extends InstantSource {

    /** Runs the step once, after the delay, on a thread of the scheduler; a scheduler that was shut down drops it. */
    void schedule(Duration delay, Runnable step);
}
