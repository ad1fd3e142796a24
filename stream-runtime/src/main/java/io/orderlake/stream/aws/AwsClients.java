package io.orderlake.stream.aws;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Builds the AWS clients of a service from its {@link AwsSettings}; the caller closes them. */
public final class AwsClients {

    private static final int MAX_CONNECTIONS = 64;

    private final AwsSettings settings;

    public AwsClients(AwsSettings settings) {
        this.settings = settings;
    }

    public KinesisClient kinesis() {
        return sync(KinesisClient.builder(), settings.kinesis());
    }

    /** @param interceptors what the caller adds to each call */
    public DynamoDbClient dynamodb(ExecutionInterceptor... interceptors) {
        return sync(DynamoDbClient.builder(), settings.dynamodb(), interceptors);
    }

    /** @param interceptors what the caller adds to each call */
    public DynamoDbStreamsClient dynamodbStreams(ExecutionInterceptor... interceptors) {
        return sync(DynamoDbStreamsClient.builder(), settings.dynamodb(), interceptors);
    }

    /** @param interceptors what the caller adds to each call */
    public S3Client s3(ExecutionInterceptor... interceptors) {
        return sync(S3Client.builder().forcePathStyle(settings.s3() != null), settings.s3(), interceptors);
    }

    public FirehoseClient firehose() {
        return sync(FirehoseClient.builder(), settings.firehose());
    }

    /** Asynchronous, because Micrometer's registry needs it. */
    public CloudWatchAsyncClient cloudwatch() {
        return async(CloudWatchAsyncClient.builder(), settings.cloudwatch());
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C sync(
            B builder, @Nullable URI at, ExecutionInterceptor... interceptors) {
        builder.httpClientBuilder(ApacheHttpClient.builder().maxConnections(MAX_CONNECTIONS));
        return located(builder, at, interceptors).build();
    }

    private <B extends AwsAsyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C async(B builder, @Nullable URI at) {
        // Emulators support HTTP/1.1 only, and no call here needs HTTP/2.
        builder.httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1));
        return located(builder, at).build();
    }

    private <B extends AwsClientBuilder<B, C>, C> B located(
            B builder, @Nullable URI at, ExecutionInterceptor... interceptors) {
        builder.region(Region.of(settings.region()));
        builder.overrideConfiguration(ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(settings.callTimeout())
                .executionInterceptors(List.of(interceptors))
                .build());
        if (at == null) {
            return builder.credentialsProvider(
                    DefaultCredentialsProvider.builder().build());
        }
        return builder.endpointOverride(at).credentialsProvider(localCredentials());
    }

    private static AwsCredentialsProvider localCredentials() {
        return AwsCredentialsProviderChain.of(
                EnvironmentVariableCredentialsProvider.create(),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }
}
