package io.orderlake.stream.binder;

import io.orderlake.stream.LaneBatch;
import io.orderlake.stream.LaneRecord;
import java.util.List;
import org.springframework.cloud.stream.function.StreamBridge;

/**
 * Publishes to an output binding.
 *
 * @param name the binding, such as {@code changes-out-0}
 */
public record OutputBinding(StreamBridge bridge, String name) {

    /** Returns when the stream has acknowledged every record. */
    public void publish(List<LaneRecord> records) {
        if (!records.isEmpty() && !bridge.send(name, new LaneBatch(records))) {
            throw new IllegalStateException("Cannot publish to " + name + ": the binding did not take the records");
        }
    }
}
