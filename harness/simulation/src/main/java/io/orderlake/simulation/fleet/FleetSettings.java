package io.orderlake.simulation.fleet;

import io.orderlake.stream.pack.PackSettings.Aggregation;
import io.orderlake.stream.read.ReaderSettings;
import java.time.Duration;

/**
 * The settings of a history's fleet.
 *
 * @param instances of each service
 * @param shards of each Kinesis stream at first
 * @param batchSize records of a read
 * @param maxAge how long a shard's rows wait for their claim
 * @param maxBytes so many bytes are claimed without waiting
 */
public record FleetSettings(
        int instances, int shards, int batchSize, Aggregation aggregation, Duration maxAge, long maxBytes) {

    static final int LANES = 16;

    /** Largest change that the relay relays. */
    public static final int RELAY_BYTES = 2_500;

    static final int TRANSFORM_BYTES = 12_000;
    static final int PACK_BYTES = 16_000;

    /** Lease times as by default; the pauses between reads are longer, because a history gains nothing from idle reads. */
    ReaderSettings reader(Gaps gaps) {
        return new ReaderSettings(
                Duration.ofMillis(900),
                batchSize,
                Duration.ofSeconds(6),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                Duration.ofSeconds(8),
                "trim-horizon",
                gaps == Gaps.ACCEPTED);
    }

    /** Whether the operator has accepted what retention removed. */
    public enum Gaps {
        REPORTED,
        ACCEPTED
    }
}
