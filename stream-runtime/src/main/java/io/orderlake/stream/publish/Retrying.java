package io.orderlake.stream.publish;

import io.orderlake.stream.Backoff;
import io.orderlake.stream.FailureKind;
import java.util.function.Function;

/**
 * How transient failures are retried.
 *
 * @param kindOf decides the kind of a failure
 * @param backoff how long to wait
 * @param pause how to wait
 * @param who the name of the caller, from which the jitter is derived
 */
public record Retrying(Function<Throwable, FailureKind> kindOf, Backoff backoff, Sleeper pause, String who) {

    boolean isTransient(Throwable failure) {
        return kindOf.apply(failure) == FailureKind.TRANSIENT;
    }

    /** @param failures how often in a row, from 1 */
    void waitAfter(int failures) throws InterruptedException {
        pause.pause(backoff.after(failures, who));
    }
}
