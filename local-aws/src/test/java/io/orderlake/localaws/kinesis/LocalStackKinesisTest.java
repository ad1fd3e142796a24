package io.orderlake.localaws.kinesis;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.orderlake.localaws.LocalClients;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The contract at LocalStack, where a Docker engine answers. */
class LocalStackKinesisTest extends KinesisContract {

    // The last line that runs without an account of its own.
    private static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.9");

    static @Nullable LocalStackContainer localStack;
    static @Nullable KinesisClient client;

    @BeforeAll
    static void start() {
        boolean docker = DockerClientFactory.instance().isDockerAvailable();
        if (!docker) {
            System.out.println("LocalStackKinesisTest is skipped: no Docker engine answers");
        }
        assumeThat(docker).as("a Docker engine answers").isTrue();
        LocalStackContainer container = new LocalStackContainer(IMAGE).withServices("kinesis");
        localStack = container;
        container.start();
        client = LocalClients.kinesis(container.getEndpoint());
    }

    @AfterAll
    static void stop() {
        if (client != null) {
            client.close();
        }
        if (localStack != null) {
            localStack.stop();
        }
    }

    @Override
    KinesisClient kinesis() {
        return Objects.requireNonNull(client);
    }
}
