package io.orderlake.stream.aws;

import java.net.URI;

/** Clients of the local AWS that a test run is told of; tests that need one are skipped without it. */
public final class TestAws {

    public static final String DYNAMODB = "orderlake.test.dynamodb";
    public static final String KINESIS = "orderlake.test.kinesis";

    private TestAws() {}

    public static AwsClients clients(String property) {
        return new AwsClients(AwsSettings.at(URI.create(System.getProperty(property, ""))));
    }
}
