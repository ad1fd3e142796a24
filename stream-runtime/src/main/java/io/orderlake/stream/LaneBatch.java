package io.orderlake.stream;

import java.util.List;

/** Records to publish, in order; the payload of an output binding. */
public record LaneBatch(List<LaneRecord> records) {

    public LaneBatch {
        records = List.copyOf(records);
    }
}
