package io.orderlake.launcher.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Outputs as the CDK writes them and the expected values; module k8s passes the same file to Helm. */
final class SampleOutputs {

    static final String DATA = """
            {"orderlake-dev-data": {
              "LakeBucketName": "orderlake-123456789012-eu-central-1", "ChangesStream": "order-changes",
              "EventsStream": "order-events", "RelayTable": "orderlake-relay", "TransformerTable": "orderlake-transformer",
              "LedgerTable": "orderlake-ledger", "OrdersTable": "CustomerOrders", "Lanes": "64", "Region": "eu-central-1",
              "ImageRegistry": "123456789012.dkr.ecr.eu-central-1.amazonaws.com",
              "ExportsOutputRefLogs6819BB446A932AEA": "not for us"}}
            """;

    static final String FLEET = """
            {"orderlake-dev-fleet": {
              "OrderWriterRoleArn": "arn:aws:iam::123456789012:role/w", "StreamRelayRoleArn": "arn:aws:iam::123456789012:role/r",
              "TransformerRoleArn": "arn:aws:iam::123456789012:role/t", "LakeWriterRoleArn": "arn:aws:iam::123456789012:role/l",
              "LakeVerifierRoleArn": "arn:aws:iam::123456789012:role/v"}}
            """;

    private SampleOutputs() {}

    /** The values that are expected for these outputs. */
    static String values() {
        try {
            return Files.readString(Path.of("src/test/resources/io/orderlake/launcher/aws/values.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
