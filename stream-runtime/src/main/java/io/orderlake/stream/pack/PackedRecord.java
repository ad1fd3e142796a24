package io.orderlake.stream.pack;

import java.nio.charset.StandardCharsets;

/**
 * A Kinesis record ready to send.
 *
 * @param lane whose records it holds
 * @param partitionKey its own partition key
 * @param data the bytes; nobody may change them
 * @param count how many of the lane's records it holds, from the oldest on
 */
public record PackedRecord(int lane, String partitionKey, byte[] data, int count) {

    /** What Kinesis counts against the limits of a record and of a request. */
    public int size() {
        return data.length + partitionKey.getBytes(StandardCharsets.UTF_8).length;
    }
}
