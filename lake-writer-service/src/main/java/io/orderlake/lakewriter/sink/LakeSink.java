package io.orderlake.lakewriter.sink;

import io.orderlake.lakewriter.landing.LandingObject;
import io.orderlake.lakewriter.landing.ObjectEntry;

/** An object store. */
public interface LakeSink {

    /**
     * Writes the object, unless there is already one of that key. Then nothing changes, and the answer describes the existing
     * object.
     *
     * @throws io.orderlake.stream.StreamFailure of kind set-up where the existing object holds other rows
     */
    ObjectEntry putIfAbsent(LandingObject object);
}
