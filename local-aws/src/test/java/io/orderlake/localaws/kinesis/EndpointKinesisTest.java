package io.orderlake.localaws.kinesis;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.orderlake.localaws.LocalClients;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The contract at any endpoint that ORDERLAKE_AWS_ENDPOINT names. */
class EndpointKinesisTest extends KinesisContract {

    private static final @Nullable String ENDPOINT = System.getenv("ORDERLAKE_AWS_ENDPOINT");

    static @Nullable KinesisClient client;

    @BeforeAll
    static void connect() {
        if (ENDPOINT == null) {
            System.out.println("EndpointKinesisTest is skipped: ORDERLAKE_AWS_ENDPOINT names no endpoint");
        }
        assumeThat(ENDPOINT).as("ORDERLAKE_AWS_ENDPOINT names an endpoint").isNotNull();
        client = LocalClients.kinesis(URI.create(String.valueOf(ENDPOINT)));
    }

    @AfterAll
    static void disconnect() {
        if (client != null) {
            client.close();
        }
    }

    @Override
    KinesisClient kinesis() {
        return Objects.requireNonNull(client);
    }
}
