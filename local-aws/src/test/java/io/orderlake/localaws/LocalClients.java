package io.orderlake.localaws;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.s3.S3Client;

/** AWS SDK clients as their defaults make them, but for endpoint, region and credentials. */
public final class LocalClients {

    private LocalClients() {}

    public static KinesisClient kinesis(URI endpoint) {
        return at(KinesisClient.builder(), endpoint);
    }

    public static DynamoDbClient dynamodb(URI endpoint) {
        return at(DynamoDbClient.builder(), endpoint);
    }

    public static DynamoDbStreamsClient dynamodbStreams(URI endpoint) {
        return at(DynamoDbStreamsClient.builder(), endpoint);
    }

    public static S3Client s3(URI endpoint) {
        return at(S3Client.builder().forcePathStyle(true), endpoint);
    }

    public static PutRecordsRequestEntry entry(String key, SdkBytes data) {
        return PutRecordsRequestEntry.builder().partitionKey(key).data(data).build();
    }

    public static <B extends AwsClientBuilder<B, C>, C> C at(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }
}
