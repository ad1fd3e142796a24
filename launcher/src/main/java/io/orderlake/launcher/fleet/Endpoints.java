package io.orderlake.launcher.fleet;

import io.orderlake.stream.aws.AwsSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a fleet finds AWS; all empty means real AWS.
 *
 * @param catalog Iceberg's REST catalog, where there is one of ours
 * @param bucketFolder the bucket's objects as plain files, where S3 is on this machine
 */
public record Endpoints(
        @Nullable URI kinesis,
        @Nullable URI dynamodb,
        @Nullable URI s3,
        @Nullable URI catalog,
        @Nullable String bucketFolder) {

    private static final String REGION = "us-east-1";

    /** One endpoint for all, LocalStack or the like. */
    public static Endpoints at(URI endpoint) {
        return new Endpoints(endpoint, endpoint, endpoint, null, null);
    }

    /** Real AWS. */
    public static Endpoints aws() {
        return new Endpoints(null, null, null, null, null);
    }

    /** The same as settings of AWS clients. */
    public AwsSettings settings() {
        String region = System.getenv().getOrDefault("AWS_REGION", REGION);
        return new AwsSettings(null, region, kinesis, dynamodb, s3, null, null, Duration.ofSeconds(20));
    }

    /** Iceberg's properties of the catalog, for a client that is told nothing else; empty where there is no catalog of ours. */
    public Map<String, String> catalogProperties() {
        if (catalog == null) {
            return Map.of();
        }
        // The catalog tells its clients the rest: where the tables' files are, and how to get at them.
        return Map.of("type", "rest", "uri", catalog.toString());
    }

    /** The same as arguments of a service. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        add(arguments, "kinesis", kinesis);
        add(arguments, "dynamodb", dynamodb);
        add(arguments, "s3", s3);
        return arguments;
    }

    private static void add(List<String> arguments, String service, @Nullable URI endpoint) {
        if (endpoint != null) {
            arguments.add("--orderlake.aws." + service + "-endpoint=" + endpoint);
        }
    }
}
