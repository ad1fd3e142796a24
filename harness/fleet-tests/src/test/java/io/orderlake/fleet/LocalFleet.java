package io.orderlake.fleet;

import static org.awaitility.Awaitility.await;

import io.orderlake.launcher.fleet.Endpoints;
import io.orderlake.localaws.LocalAwsGroup;
import io.orderlake.localaws.faulty.FaultyLocalAws;
import io.orderlake.stream.aws.AwsClients;
import io.orderlake.stream.aws.AwsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Services that run as processes on a local AWS of their own. Their logs stay in the folder. */
final class LocalFleet implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private final Path folder;
    private final LocalAwsGroup aws;
    private final List<TestService> services = new ArrayList<>();
    private final KinesisClient kinesis;
    private final DynamoDbClient dynamodb;
    private final S3Client s3;

    private LocalFleet(Path folder, LocalAwsGroup aws) {
        this.folder = folder;
        this.aws = aws;
        AwsClients clients = new AwsClients(settings(aws.endpoints()));
        kinesis = clients.kinesis();
        dynamodb = clients.dynamodb();
        s3 = clients.s3();
    }

    private static AwsSettings settings(LocalAwsGroup.Endpoints at) {
        return new AwsSettings(
                null, "us-east-1", at.kinesis(), at.dynamodb(), at.s3(), null, null, Duration.ofSeconds(10));
    }

    /** Starts the local AWS; no service runs yet. */
    static LocalFleet on(Path folder) throws Exception {
        return new LocalFleet(
                folder,
                LocalAwsGroup.start(folder.resolve("aws"), LocalAwsGroup.Tables.IN_MEMORY, FaultyLocalAws.OF_KINESIS));
    }

    /** Starts the only instance of a service. */
    TestService start(String module, String... settings) {
        return start(module, module, List.of(settings));
    }

    /** Starts an instance of a service. It is ready later. */
    TestService start(String module, String instance, List<String> settings) {
        TestService service = new TestService(module, instance, onThisAws(settings), folder);
        services.add(service);
        return service;
    }

    /** The settings and those that lead to the local AWS. */
    List<String> onThisAws(List<String> settings) {
        List<String> all = new ArrayList<>(List.of(
                "--orderlake.aws.kinesis-endpoint=" + aws.endpoints().kinesis(),
                "--orderlake.aws.dynamodb-endpoint=" + aws.endpoints().dynamodb(),
                "--orderlake.aws.s3-endpoint=" + aws.endpoints().s3()));
        all.addAll(settings);
        return all;
    }

    void awaitReady() {
        await().atMost(PATIENCE).until(() -> services.stream().allMatch(TestService::ready));
    }

    /** The first instance of a service. */
    TestService service(String module) {
        return services.stream()
                .filter(service -> service.is(module))
                .findFirst()
                .orElseThrow();
    }

    List<TestService> services() {
        return List.copyOf(services);
    }

    LocalAwsGroup.Endpoints endpoints() {
        return aws.endpoints();
    }

    /** The same endpoints, as the commands of the launcher take them. */
    Endpoints launcherEndpoints() {
        return new Endpoints(
                aws.endpoints().kinesis(),
                aws.endpoints().dynamodb(),
                aws.endpoints().s3(),
                null,
                null);
    }

    /** The bucket of the lake, as the local S3 stores it. */
    Path bucket() {
        return folder.resolve("aws/s3/orderlake");
    }

    KinesisClient kinesis() {
        return kinesis;
    }

    DynamoDbClient dynamodb() {
        return dynamodb;
    }

    S3Client s3() {
        return s3;
    }

    @Override
    public void close() {
        services.forEach(TestService::close);
        kinesis.close();
        dynamodb.close();
        s3.close();
        aws.close();
    }
}
