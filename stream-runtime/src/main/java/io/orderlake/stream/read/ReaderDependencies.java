package io.orderlake.stream.read;

import io.orderlake.stream.FailureKind;
import java.util.function.Function;

/**
 * What a reader needs from the process around it.
 *
 * @param instance unique to the process: two readers of one stream with one name would take each other's leases
 * @param keeping renews leases; needs two threads of its own, so that no processor can delay a renewal
 * @param running reads shards and runs the processor; its threads limit how many shards are processed at a time
 * @param kindOf decides the kind of a failure
 * @param listener is called with what happens
 */
public record ReaderDependencies(
        String instance,
        Scheduler keeping,
        Scheduler running,
        Function<Throwable, FailureKind> kindOf,
        ReaderListener listener) {}
