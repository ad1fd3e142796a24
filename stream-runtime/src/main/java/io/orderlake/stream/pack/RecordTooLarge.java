package io.orderlake.stream.pack;

import io.orderlake.stream.FailureKind;
import io.orderlake.stream.LaneRecord;
import io.orderlake.stream.StreamFailure;

/** A single record is larger than a Kinesis record may be. */
public final class RecordTooLarge extends StreamFailure {
    private static final long serialVersionUID = 1L;

    private final transient LaneRecord laneRecord;

    RecordTooLarge(LaneRecord laneRecord, int limit) {
        super(
                FailureKind.POISON,
                "Cannot publish a record of lane " + laneRecord.lane() + ": expected at most " + limit
                        + " bytes with its partition key but was " + laneRecord.data().length);
        this.laneRecord = laneRecord;
    }

    /** The record that was refused. */
    public LaneRecord laneRecord() {
        return laneRecord;
    }
}
