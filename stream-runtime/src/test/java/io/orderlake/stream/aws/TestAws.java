package io.orderlake.stream.aws;

import io.orderlake.localaws.LocalAwsGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

/** Clients of a local AWS that is started once for a test run and ends with it. */
public final class TestAws {

    private static final LocalAwsGroup GROUP = started();

    private TestAws() {}

    public static AwsClients clients() {
        LocalAwsGroup.Endpoints endpoints = GROUP.endpoints();
        return new AwsClients(new AwsSettings(
                null,
                "us-east-1",
                endpoints.kinesis(),
                endpoints.dynamodb(),
                endpoints.s3(),
                endpoints.firehose(),
                endpoints.cloudwatch(),
                Duration.ofSeconds(10)));
    }

    private static LocalAwsGroup started() {
        try {
            return LocalAwsGroup.start(Files.createTempDirectory("orderlake-aws"), LocalAwsGroup.Tables.IN_MEMORY);
        } catch (IOException failed) {
            throw new IllegalStateException("Cannot start local AWS", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Cannot start local AWS", interrupted);
        }
    }
}
