package io.orderlake.lakewriter.sink;

import io.orderlake.lakewriter.landing.ObjectEntry;

/** Objects that landed, read again. */
public interface LandedBytes {

    /**
     * The object's bytes, which are those that the ledger has the checksum of.
     *
     * @throws io.orderlake.stream.StreamFailure of kind set-up, naming the object, where it is gone or another one
     */
    byte[] read(String bucket, ObjectEntry object);
}
