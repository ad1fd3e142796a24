package io.orderlake.stream.read;

import java.time.Duration;
import java.time.InstantSource;

/** Time, and steps that run when it has come. Real in a service, virtual in a test. */
public interface Scheduler extends InstantSource {

    /** Runs the step once, after the delay, on a thread of the scheduler; a scheduler that has ended drops it. */
    void schedule(Duration delay, Runnable step);
}
