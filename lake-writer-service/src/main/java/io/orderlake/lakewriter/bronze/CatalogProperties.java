package io.orderlake.lakewriter.bronze;

import io.orderlake.stream.aws.AwsSettings;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** The properties that an Iceberg catalog is made with: those that are set, over what follows from the fleet's. Pure. */
public final class CatalogProperties {

    private static final String LOCAL = "local";

    private CatalogProperties() {}

    /** @param environment of the process, which may hold credentials */
    public static Map<String, String> of(Map<String, String> set, AwsSettings aws, Map<String, String> environment) {
        Map<String, String> properties = new TreeMap<>(Map.of(
                "io-impl", "org.apache.iceberg.aws.s3.S3FileIO",
                "client.region", aws.region(),
                // Small, and Iceberg's other one is of a generation that the service does not have.
                "http-client.type", "urlconnection",
                // A catalog that hangs must not hang for good.
                "rest.client.connection-timeout-ms", "10000",
                "rest.client.socket-timeout-ms", "60000"));
        URI s3 = aws.s3Endpoint() == null ? aws.endpoint() : aws.s3Endpoint();
        if (s3 != null) {
            properties.put("s3.endpoint", s3.toString());
            properties.put("s3.path-style-access", "true");
            if (!environment.containsKey("AWS_ACCESS_KEY_ID")) {
                properties.put("s3.access-key-id", LOCAL);
                properties.put("s3.secret-access-key", LOCAL);
            }
        }
        if (aws.endpoint() != null) {
            properties.put("glue.endpoint", aws.endpoint().toString());
        }
        properties.putAll(set);
        return properties;
    }
}
