package io.orderlake.stream.binder;

import io.orderlake.stream.Lease;

/** Implemented by a bean that holds records back: it is told when their shard has another owner. */
@FunctionalInterface
public interface LeaseLost {

    /** No more batches come under this lease: forget what is held back for it. */
    void lost(Lease lease);
}
