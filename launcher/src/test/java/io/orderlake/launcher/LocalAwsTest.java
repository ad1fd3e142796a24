package io.orderlake.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlake.launcher.lake.BucketCopy;
import io.orderlake.launcher.lake.Lake;
import io.orderlake.launcher.lake.LakeObject;
import io.orderlake.launcher.tail.Tail;
import io.orderlake.localaws.LocalAwsGroup;
import io.orderlake.stream.aws.AwsClients;
import io.orderlake.stream.aws.AwsSettings;
import io.orderlake.stream.kinesis.KinesisShards;
import io.orderlake.stream.pack.Unpacker;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Tests commands that read AWS through its APIs, against local AWS. */
class LocalAwsTest {

    @TempDir
    private static Path folder = Path.of("");

    private static @Nullable LocalAwsGroup group;

    private static AwsClients clients = new AwsClients(AwsSettings.at(URI.create("http://127.0.0.1:1")));

    @BeforeAll
    static void start() throws Exception {
        LocalAwsGroup started = LocalAwsGroup.start(folder.resolve("aws"), LocalAwsGroup.Tables.IN_MEMORY);
        LocalAwsGroup.Endpoints at = started.endpoints();
        group = started;
        clients = new AwsClients(new AwsSettings(
                null, "us-east-1", at.kinesis(), at.dynamodb(), at.s3(), null, null, Duration.ofSeconds(10)));
    }

    @AfterAll
    static void stop() {
        if (group != null) {
            group.close();
        }
    }

    @Test
    void aCopyOfTheLakeFollowsTheBucket() {
        Path copy = folder.resolve("copy");
        try (S3Client s3 = clients.s3()) {
            s3.createBucket(create -> create.bucket("orderlake"));
            put(s3, "landing/json/orders/order_date=2026-11-20/a.json.gz", "a");
            put(s3, "landing/json/orders/order_date=2026-11-20/b.json.gz", "b");
            put(s3, "elsewhere/c", "c");
            assertThat(copied(copy).objects())
                    .extracting(LakeObject::key)
                    .containsExactly(
                            "landing/json/orders/order_date=2026-11-20/a.json.gz",
                            "landing/json/orders/order_date=2026-11-20/b.json.gz");
            s3.deleteObject(
                    delete -> delete.bucket("orderlake").key("landing/json/orders/order_date=2026-11-20/a.json.gz"));
            put(s3, "landing/json/orders/order_date=2026-11-20/b.json.gz", "longer");
            assertThat(copied(copy).objects())
                    .singleElement()
                    .matches(object -> object.key().endsWith("b.json.gz") && object.bytes() == 6);
        }
    }

    @Test
    void tailShowsAChangeOfItsTableAsItPasses() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (KinesisClient kinesis = clients.kinesis()) {
            kinesis.createStream(create -> create.streamName("events").shardCount(1));
            kinesis.waiter().waitUntilStreamExists(describe -> describe.streamName("events"));
            Tail tail = new Tail(
                    new KinesisShards(kinesis, "events", Unpacker::unpack),
                    "orders",
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    InstantSource.system());
            CompletableFuture<Void> end = CompletableFuture.runAsync(() -> tail.run(1));
            // The tail starts at an unknown time, so the test keeps writing changes.
            await().until(() -> {
                put(kinesis, "other");
                put(kinesis, "orders");
                return end.isDone();
            });
            end.join();
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("2026-11-20T10:00:00.120Z  UPDATE  orders        o-1  status=shipped\n");
    }

    private static void put(KinesisClient kinesis, String table) {
        String change = "{\"status\":\"shipped\",\"cdc_op\":\"U\",\"cdc_table\":\"" + table
                + "\",\"cdc_key\":\"{\\\"order_id\\\":\\\"o-1\\\"}\",\"cdc_transformed_at\":\"2026-11-20T10:00:00.120Z\","
                + "\"cdc_changed_columns\":[\"status\"]}\n";
        kinesis.putRecord(put -> put.streamName("events").partitionKey("k").data(SdkBytes.fromUtf8String(change)));
    }

    private static void put(S3Client s3, String key, String content) {
        s3.putObject(put -> put.bucket("orderlake").key(key), RequestBody.fromString(content));
    }

    private static Lake copied(Path copy) {
        ConsoleProgress silent = new ConsoleProgress(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false);
        return new Lake(BucketCopy.refresh(clients, "orderlake", copy, silent));
    }
}
