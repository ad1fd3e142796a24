package io.orderlake.stream;

/** Where leases are kept. */
@FunctionalInterface
public interface LeaseTables {

    /** The leases of a stream, ready for use. */
    Leases of(String stream);
}
