package io.orderlake.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record as read from a stream shard; a packed Kinesis record yields several, which share {@code sequence}.
 *
 * @param sequence number of the whole Kinesis or DynamoDB Streams record, as the stream delivered it
 * @param index its index in the packed record, from 0
 * @param partitionKey empty for DynamoDB Streams
 * @param data the bytes; not copied, to save time, so nobody may change them
 * @param arrivedAt when the record arrived in the stream
 * @param defect why a packed record could not be unpacked; {@code data} is then the whole record
 */
public record StreamRecord(
        String sequence,
        int index,
        String partitionKey,
        byte[] data,
        Instant arrivedAt,
        @Nullable String defect) {}
