package io.orderlake.stream;

/**
 * A record to publish.
 *
 * @param lane decides the order of the record and its shard
 * @param partitionKey kept for readers of the packed record; 1 to 256 characters
 * @param data the bytes; not copied, so nobody may change them
 */
public record LaneRecord(int lane, String partitionKey, byte[] data) {

    public LaneRecord {
        if (lane < 0 || partitionKey.isEmpty() || partitionKey.length() > 256) {
            throw new IllegalArgumentException(
                    "Cannot publish: expected a lane of 0 or more and a partition key of 1 to 256 characters but was lane "
                            + lane + ", key of " + partitionKey.length());
        }
    }
}
