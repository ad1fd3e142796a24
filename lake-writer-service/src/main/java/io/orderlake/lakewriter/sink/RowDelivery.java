package io.orderlake.lakewriter.sink;

import java.util.List;

/** A service that accepts rows and stores them itself. */
public interface RowDelivery {

    /**
     * Delivers each line at least once. Removes accepted lines from the list, so that a repeated call continues with the
     * rest.
     */
    void deliver(String stream, List<byte[]> lines);
}
