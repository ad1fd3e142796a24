package io.orderlake.relay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The relay's own settings.
 *
 * @param maxRecordAge changes that are older when they are read become rejects; null for no limit
 * @param maxRecordBytes a change that is larger with its tag is stored in the lake, and a reject points to it; at most
 *     what fits a Kinesis record with its keys
 * @param bucket the lake's bucket, where originals are stored and rejects are read
 */
@ConfigurationProperties("orderlake.relay")
public record RelaySettings(
        @Nullable Duration maxRecordAge,
        @DefaultValue("950000") int maxRecordBytes,
        @DefaultValue("orderlake") String bucket) {

    private static final int MIN_BYTES = 10_000;
    private static final int MAX_BYTES = 1_000_000;

    public RelaySettings {
        if (maxRecordBytes < MIN_BYTES || maxRecordBytes > MAX_BYTES) {
            throw new IllegalArgumentException("Cannot use orderlake.relay.max-record-bytes: expected " + MIN_BYTES
                    + " to " + MAX_BYTES + " but was " + maxRecordBytes);
        }
        if (maxRecordAge != null && (maxRecordAge.isNegative() || maxRecordAge.isZero())) {
            throw new IllegalArgumentException(
                    "Cannot use orderlake.relay.max-record-age: expected more than 0 but was " + maxRecordAge);
        }
    }
}
