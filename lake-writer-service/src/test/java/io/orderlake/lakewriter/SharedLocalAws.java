package io.orderlake.lakewriter;

import io.orderlake.localaws.LocalAwsGroup;
import io.orderlake.stream.aws.AwsClients;
import io.orderlake.stream.aws.AwsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;

/** One local-aws for all tests of this module. It starts at the first use and ends with this JVM. */
public final class SharedLocalAws {

    private static final LocalAwsGroup GROUP = start();
    private static final AwsClients CLIENTS = new AwsClients(settings());

    private SharedLocalAws() {}

    public static LocalAwsGroup.Endpoints endpoints() {
        return GROUP.endpoints();
    }

    public static DynamoDbClient dynamodb() {
        return CLIENTS.dynamodb();
    }

    public static S3Client s3() {
        return CLIENTS.s3();
    }

    public static KinesisClient kinesis() {
        return CLIENTS.kinesis();
    }

    private static AwsSettings settings() {
        LocalAwsGroup.Endpoints at = GROUP.endpoints();
        return new AwsSettings(
                null,
                "us-east-1",
                at.kinesis(),
                at.dynamodb(),
                at.s3(),
                at.firehose(),
                at.cloudwatch(),
                Duration.ofSeconds(30));
    }

    private static LocalAwsGroup start() {
        try {
            return LocalAwsGroup.start(Files.createTempDirectory("lake-writer-tests"), LocalAwsGroup.Tables.IN_MEMORY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
