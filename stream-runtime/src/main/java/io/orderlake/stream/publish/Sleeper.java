package io.orderlake.stream.publish;

import java.time.Duration;

/** Waits on the caller's thread. Real in a service, virtual in a test. */
@FunctionalInterface
public interface Sleeper {

    /** @throws InterruptedException where the thread is, or was, interrupted */
    void pause(Duration howLong) throws InterruptedException;
}
