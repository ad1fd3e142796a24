package io.orderlake.lakewriter.sink;

import io.orderlake.lakewriter.landing.ObjectEntry;

/** Reads objects that landed. */
public interface LandedBytes {

    /**
     * The object's bytes. They match the checksum in the ledger.
     *
     * @throws io.orderlake.stream.StreamFailure of kind set-up, naming the object, where it is missing or has changed
     */
    byte[] read(String bucket, ObjectEntry object);
}
