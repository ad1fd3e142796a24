package io.orderlake.relay;

import io.orderlake.stream.LaneRecord;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the relay needs from its environment.
 *
 * @param publish returns when every record is acknowledged by {@code order-changes}
 */
public record RelayDependencies(
        SourceRegister register,
        RejectStore rejects,
        Consumer<List<LaneRecord>> publish,
        RelayMetrics metrics,
        InstantSource clock) {}
