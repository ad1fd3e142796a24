package io.orderlake.stream.aws;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The endpoints of AWS. Without any endpoint the default endpoints and the default credential chain are used. With one, that
 * endpoint (local-aws, LocalStack or similar) is used for every AWS service without an endpoint of its own, with fixed local
 * credentials where the environment has none.
 *
 * @param endpoint for every AWS service that is not named below
 * @param region AWS region
 * @param kinesisEndpoint overrides {@code endpoint} for Kinesis
 * @param dynamodbEndpoint overrides {@code endpoint} for DynamoDB and DynamoDB Streams
 * @param s3Endpoint overrides {@code endpoint} for S3
 * @param firehoseEndpoint overrides {@code endpoint} for Amazon Data Firehose
 * @param cloudwatchEndpoint overrides {@code endpoint} for CloudWatch
 * @param callTimeout limit for one attempt of one call
 */
@ConfigurationProperties("orderlake.aws")
public record AwsSettings(
        @Nullable URI endpoint,
        @DefaultValue("us-east-1") String region,
        @Nullable URI kinesisEndpoint,
        @Nullable URI dynamodbEndpoint,
        @Nullable URI s3Endpoint,
        @Nullable URI firehoseEndpoint,
        @Nullable URI cloudwatchEndpoint,
        @DefaultValue("10s") Duration callTimeout) {

    /** Settings that send every service to one endpoint. */
    public static AwsSettings at(URI endpoint) {
        return new AwsSettings(endpoint, "us-east-1", null, null, null, null, null, Duration.ofSeconds(10));
    }

    @Nullable URI kinesis() {
        return kinesisEndpoint != null ? kinesisEndpoint : endpoint;
    }

    @Nullable URI dynamodb() {
        return dynamodbEndpoint != null ? dynamodbEndpoint : endpoint;
    }

    @Nullable URI s3() {
        return s3Endpoint != null ? s3Endpoint : endpoint;
    }

    @Nullable URI firehose() {
        return firehoseEndpoint != null ? firehoseEndpoint : endpoint;
    }

    @Nullable URI cloudwatch() {
        return cloudwatchEndpoint != null ? cloudwatchEndpoint : endpoint;
    }
}
