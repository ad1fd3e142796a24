package io.orderlake.lakewriter.sink;

import io.orderlake.lakewriter.landing.LandingObject;
import io.orderlake.lakewriter.landing.ObjectEntry;

/** An object store. */
public interface LakeSink {

    /**
     * Writes the object, unless one of that key stands already: then nothing is changed, and the answer describes the one
     * that stands.
     *
     * @throws io.orderlake.stream.StreamFailure of kind set-up where the one that stands holds other rows
     */
    ObjectEntry putIfAbsent(LandingObject object);
}
