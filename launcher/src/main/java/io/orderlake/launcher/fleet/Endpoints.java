package io.orderlake.launcher.fleet;

import io.orderlake.stream.aws.AwsSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The AWS endpoints that a fleet uses. If all are null, the fleet uses real AWS.
 *
 * @param catalog the Iceberg REST catalog that the launcher started, if any
 * @param bucketFolder the folder in which local S3 keeps the bucket's objects as plain files, if S3 is local
 */
public record Endpoints(
        @Nullable URI kinesis,
        @Nullable URI dynamodb,
        @Nullable URI s3,
        @Nullable URI catalog,
        @Nullable String bucketFolder) {

    private static final String REGION = "us-east-1";

    /** One endpoint for all of AWS, such as LocalStack. */
    public static Endpoints at(URI endpoint) {
        return new Endpoints(endpoint, endpoint, endpoint, null, null);
    }

    /** Real AWS. */
    public static Endpoints aws() {
        return new Endpoints(null, null, null, null, null);
    }

    /** These endpoints as settings of AWS clients. */
    public AwsSettings settings() {
        String region = System.getenv().getOrDefault("AWS_REGION", REGION);
        return new AwsSettings(null, region, kinesis, dynamodb, s3, null, null, Duration.ofSeconds(20));
    }

    /** The Iceberg properties of the local catalog; empty if there is none. */
    public Map<String, String> catalogProperties() {
        if (catalog == null) {
            return Map.of();
        }
        // The catalog sends its clients the rest: the location of the tables' files and how to read them.
        return Map.of("type", "rest", "uri", catalog.toString());
    }

    /** These endpoints as command-line arguments of a service. */
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
