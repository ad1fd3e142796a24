package io.orderlake.lakewriter.sink;

import java.util.List;

/** Somebody else who takes rows and sees to the rest. */
public interface RowDelivery {

    /**
     * Delivers each line at least once, and removes from the list what was taken, so that a repeated call goes on with the
     * rest.
     */
    void deliver(String stream, List<byte[]> lines);
}
