package io.orderlake.relay;

import io.orderlake.stream.LaneRecord;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the relay needs from the world around it.
 *
 * @param publish returns when every record is acknowledged by {@code order-changes}
 */
public record RelayRim(
        SourceRegister register,
        RejectObjects rejects,
        Consumer<List<LaneRecord>> publish,
        RelayWatch watch,
        InstantSource clock) {}
