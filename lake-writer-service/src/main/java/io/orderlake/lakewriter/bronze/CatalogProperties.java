package io.orderlake.lakewriter.bronze;

import io.orderlake.stream.aws.AwsSettings;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** The properties of an Iceberg catalog: those from the settings, and defaults from the fleet's AWS settings. Pure. */
public final class CatalogProperties {

    private static final String LOCAL = "local";

    private CatalogProperties() {}

    /** @param environment of the process, which may hold credentials */
    public static Map<String, String> of(Map<String, String> set, AwsSettings aws, Map<String, String> environment) {
        Map<String, String> properties = new TreeMap<>(Map.of(
                "io-impl", "org.apache.iceberg.aws.s3.S3FileIO",
                "client.region", aws.region(),
                // Small, and on the class path; Iceberg's default client is not.
                "http-client.type", "urlconnection",
                // Without timeouts, a catalog that does not answer would block bronze forever.
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
