package io.orderlake.stream.publish;

import io.orderlake.contract.Lanes;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The Kinesis streams between the services.
 *
 * @param create {@code true} creates a missing stream and its lanes tag; {@code false}, as under profile {@code aws}, changes
 *     nothing
 * @param shards of a stream that is created
 * @param lanes count of lanes, the same for every publisher of a stream
 * @param retention of a stream that is created, in whole hours, 24 hours to 365 days: an outage beyond it is a gap
 */
@ConfigurationProperties("orderlake.streams")
public record StreamSettings(
        @DefaultValue("true") boolean create,
        @DefaultValue("2") int shards,
        @DefaultValue("64") int lanes,
        @DefaultValue("24h") Duration retention) {

    private static final int MAX_SHARDS = 1000;

    public StreamSettings {
        if (shards < 1 || shards > MAX_SHARDS) {
            throw new IllegalArgumentException(
                    "orderlake.streams.shards: expected 1 to " + MAX_SHARDS + " but was " + shards);
        }
        new Lanes(lanes);
        if (retention.toHours() < 24
                || retention.toDays() > 365
                || !retention.equals(Duration.ofHours(retention.toHours()))) {
            throw new IllegalArgumentException(
                    "orderlake.streams.retention: expected whole hours, 24h to 365d, but was " + retention);
        }
    }

    /** The settings where nothing is set. */
    public static StreamSettings defaults() {
        return new StreamSettings(true, 2, Lanes.DEFAULT_COUNT, Duration.ofHours(24));
    }

    /** The lanes of every stream. */
    public Lanes laneCount() {
        return new Lanes(lanes);
    }
}
