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
    private static final int KINESIS_LIMIT = 1024 * 1024;

    public PackSettings {
        if (maxBytes < SMALLEST || maxBytes > KINESIS_LIMIT) {
            throw new IllegalArgumentException(
                    "orderlake.pack.max-bytes: expected " + SMALLEST + " to " + KINESIS_LIMIT + " but was " + maxBytes);
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
