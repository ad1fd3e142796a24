package io.orderlake.stream;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of every service.
 *
 * @param tables file that describes the tables; null for the shipped file
 * @param instance name of this process among those of its service; null for the host's name with random characters
 * @param leaseTable DynamoDB table with the leases of this service; null only where nothing is read
 * @param shardThreads how many shards are processed at a time
 * @param stalledAfter a service with lag and without progress for so long is not ready
 */
@ConfigurationProperties("orderlake")
public record RuntimeSettings(
        @Nullable Path tables,
        @Nullable String instance,
        @Nullable String leaseTable,
        @DefaultValue("8") int shardThreads,
        @DefaultValue("60s") Duration stalledAfter) {

    private static final int MAX_THREADS = 1000;

    public RuntimeSettings {
        if (shardThreads < 1 || shardThreads > MAX_THREADS) {
            throw new IllegalArgumentException(
                    "orderlake.shard-threads: expected 1 to " + MAX_THREADS + " but was " + shardThreads);
        }
        if (stalledAfter.toMillis() < 1) {
            throw new IllegalArgumentException("orderlake.stalled-after: expected 1ms or more but was " + stalledAfter);
        }
    }

    /** @throws StreamFailure of kind set-up, where none is set */
    public String requiredLeaseTable() {
        if (leaseTable == null) {
            throw new StreamFailure(
                    FailureKind.SETUP, "Cannot read: expected orderlake.lease-table to name a table but it is not set");
        }
        return leaseTable;
    }
}
