package io.orderlake.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record as read from a stream shard; a packed Kinesis record yields several, which share {@code sequence}.
 *
 * @param sequence number of the whole Kinesis or DynamoDB Streams record, as the stream gave it
 * @param index place inside the packed record, from 0
 * @param partitionKey empty for DynamoDB Streams
 * @param data the bytes; not copied, so that the record path stays cheap: nobody may change them
 * @param arrivedAt when the stream took the record
 * @param defect why a packed record could not be unpacked; {@code data} then holds it whole
 */
public record StreamRecord(
        String sequence,
        int index,
        String partitionKey,
        byte[] data,
        Instant arrivedAt,
        @Nullable String defect) {}
