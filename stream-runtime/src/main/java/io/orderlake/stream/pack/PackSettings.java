package io.orderlake.stream.pack;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How records are packed.
 *
 * @param aggregation {@code on} packs a lane's waiting records into one Kinesis record, {@code off} sends each alone, for
 *     readers that cannot unpack
 * @param maxBytes largest Kinesis record to build, partition key included
 */
@ConfigurationProperties("orderlake.pack")
public record PackSettings(
        @DefaultValue("on") Aggregation aggregation,
        @DefaultValue("1000000") int maxBytes) {

    private static final int SMALLEST = 1024;

    /** Partition key and frame, and the tag that a redrive may add. */
    private static final int BESIDE_A_RECORD = 10_000;

    private static final int KINESIS_LIMIT = 1024 * 1024;

    public PackSettings {
        if (maxBytes < SMALLEST || maxBytes > KINESIS_LIMIT) {
            throw new IllegalArgumentException(
                    "orderlake.pack.max-bytes: expected " + SMALLEST + " to " + KINESIS_LIMIT + " but was " + maxBytes);
        }
    }

    /**
     * Refuses settings by which a record of that many bytes would not fit a Kinesis record.
     *
     * @param key the setting that allows such records
     * @throws IllegalArgumentException with a sentence that names both settings
     */
    public void requireRoomFor(String key, int recordBytes) {
        if (maxBytes < recordBytes + BESIDE_A_RECORD) {
            throw new IllegalArgumentException("orderlake.pack.max-bytes: expected at least "
                    + (recordBytes + BESIDE_A_RECORD) + ", which is " + BESIDE_A_RECORD + " above " + key + ", but was "
                    + maxBytes);
        }
    }

    /** Packs records of about 1 MB. */
    public static PackSettings defaults() {
        return new PackSettings(Aggregation.ON, 1_000_000);
    }

    /** Whether records share a Kinesis record. */
    public enum Aggregation {
        ON,
        OFF
    }
}
