package io.orderlake.stream.kinesis;

import io.orderlake.stream.StreamRecord;
import java.time.Instant;
import java.util.List;

/** Unpacks one Kinesis record into the records packed inside it; a record that is not packed yields itself. */
@FunctionalInterface
public interface RecordUnpacking {

    /** Its records in order, all with its sequence number; a record that cannot be unpacked is returned whole, with its defect. */
    List<StreamRecord> unpack(String sequence, String partitionKey, byte[] data, Instant arrivedAt);
}
