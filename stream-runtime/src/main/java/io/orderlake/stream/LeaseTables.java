package io.orderlake.stream;

/** Finds the lease table of a stream. */
@FunctionalInterface
public interface LeaseTables {

    /** The leases of a stream, ready for use. */
    Leases of(String stream);
}
