package io.orderlake.stream.publish;

import io.orderlake.contract.Lanes;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The Kinesis streams between the services.
 *
 * @param create {@code true} creates a missing stream and its lanes tag; {@code false}, as under profile {@code aws}, alters
 *     nothing
 * @param shards of a stream that is created
 * @param lanes count of lanes, the same for every publisher of a stream
 */
@ConfigurationProperties("orderlake.streams")
public record StreamSettings(
        @DefaultValue("true") boolean create,
        @DefaultValue("2") int shards,
        @DefaultValue("64") int lanes) {

    private static final int MAX_SHARDS = 1000;

    public StreamSettings {
        if (shards < 1 || shards > MAX_SHARDS) {
            throw new IllegalArgumentException(
                    "orderlake.streams.shards: expected 1 to " + MAX_SHARDS + " but was " + shards);
        }
        new Lanes(lanes);
    }

    /** What holds where nothing is set. */
    public static StreamSettings defaults() {
        return new StreamSettings(true, 2, Lanes.DEFAULT_COUNT);
    }

    /** The lanes of every stream. */
    public Lanes laneCount() {
        return new Lanes(lanes);
    }
}
