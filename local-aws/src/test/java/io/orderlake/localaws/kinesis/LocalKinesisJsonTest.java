package io.orderlake.localaws.kinesis;

import io.orderlake.localaws.LocalAws;
import io.orderlake.localaws.LocalAwsSettings;
import io.orderlake.localaws.LocalClients;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The same contract with JSON bodies, which other SDKs and tools send. */
class LocalKinesisJsonTest extends KinesisContract {

    @TempDir
    static Path state;

    static LocalAws aws;
    static KinesisClient client;

    @BeforeAll
    static void start() throws IOException {
        System.setProperty(SdkSystemSetting.CBOR_ENABLED.property(), "false");
        aws = LocalAws.start(LocalAwsSettings.in(state));
        client = LocalClients.kinesis(aws.endpoint());
    }

    @AfterAll
    static void stop() {
        System.clearProperty(SdkSystemSetting.CBOR_ENABLED.property());
        client.close();
        aws.close();
    }

    @Override
    KinesisClient kinesis() {
        return client;
    }
}
