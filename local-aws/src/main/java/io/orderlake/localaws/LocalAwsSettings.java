package io.orderlake.localaws;

import java.net.URI;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the process of Kinesis, Firehose and CloudWatch runs.
 *
 * @param state directory that holds everything which outlives the process
 * @param port on loopback; 0 for a free one
 * @param s3 where Firehose delivers to; without it, delivery streams cannot be created
 * @param shardLimits whether shards refuse what AWS' would
 */
public record LocalAwsSettings(
        Path state, int port, @Nullable URI s3, boolean shardLimits) {

    public LocalAwsSettings {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("Cannot listen: expected a port from 0 to 65535 but was " + port);
        }
    }

    public static LocalAwsSettings in(Path state) {
        return new LocalAwsSettings(state, 0, null, false);
    }

    /** Reads {@code --state DIR [--kinesis-port N] [--s3-endpoint URL] [--shard-limits on|off]}. */
    public static LocalAwsSettings parse(String... arguments) {
        LocalAwsSettings settings = in(Path.of(".orderlake", "local-aws"));
        Iterator<String> rest = List.of(arguments).iterator();
        while (rest.hasNext()) {
            String key = rest.next();
            if (!rest.hasNext()) {
                throw new IllegalArgumentException("Cannot start: expected a value after " + key);
            }
            settings = settings.with(key, rest.next());
        }
        return settings;
    }

    private LocalAwsSettings with(String key, String value) {
        return switch (key) {
            case "--state" -> new LocalAwsSettings(Path.of(value), port, s3, shardLimits);
            case "--kinesis-port" -> new LocalAwsSettings(state, Integer.parseInt(value), s3, shardLimits);
            case "--s3-endpoint" -> new LocalAwsSettings(state, port, URI.create(value), shardLimits);
            case "--shard-limits" -> new LocalAwsSettings(state, port, s3, isOn(key, value));
            default ->
                throw new IllegalArgumentException("Cannot start: expected --state, --kinesis-port, "
                        + "--s3-endpoint or --shard-limits but was " + key);
        };
    }

    private static boolean isOn(String key, String value) {
        if (!value.equals("on") && !value.equals("off")) {
            throw new IllegalArgumentException("Cannot start: expected on or off for " + key + " but was " + value);
        }
        return value.equals("on");
    }
}
