package io.orderlake.lakewriter;

import static io.orderlake.lakewriter.Samples.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderlake.contract.LakeRecordJson;
import io.orderlake.lakewriter.bronze.BronzeStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The service as it runs, from its own stream to its own bucket. */
class LakeWriterServiceTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final KinesisClient kinesis = SharedLocalAws.kinesis();
    private final S3Client s3 = SharedLocalAws.s3();

    @Test
    void landsTheRecordsOfItsStream() {
        try (ConfigurableApplicationContext service = start()) {
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(kinesis.listShards(list -> list.streamName(STREAM))
                                    .shards())
                            .hasSize(2));
            put("low", "0", LakeRecordJson.write(Samples.row(Map.of("order_id", "o-1"), "s", 4, 1)));
            put("high", "300000000000000000000000000000000000000", new byte[] {'?'});

            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(keys())
                            .hasSize(3)
                            .anyMatch(key -> key.startsWith(
                                    "landing/parquet/orders/order_date=2126-11-20/order-events-shardId-"))
                            .anyMatch(key ->
                                    key.startsWith("landing/json/orders/order_date=2126-11-20/order-events-shardId-"))
                            .anyMatch(key -> key.startsWith("errors/lake/date=")));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(figure(service, "orderlake.changes.out")
                                    + figure(service, "orderlake.changes.rejected"))
                            .isEqualTo(2));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(bronze(service)).startsWith("failing since "));
        }
    }

    /** The catalog is unavailable. Landing does not depend on it. */
    private static String bronze(ConfigurableApplicationContext service) {
        return String.valueOf(
                service.getBean(BronzeStatus.class).health().getDetails().get("orders"));
    }

    @Test
    void bronzeWithFirehoseStopsTheStart() {
        assertThatThrownBy(() -> start("--orderlake.lake.delivery=firehose", "--orderlake.lake.firehose-stream=x"))
                .rootCause()
                .hasMessageContaining("orderlake.lake.bronze.catalog with orderlake.lake.delivery = firehose");
    }

    private ConfigurableApplicationContext start(String... more) {
        var at = SharedLocalAws.endpoints();
        Stream<String> arguments = Stream.of(
                "--server.port=0",
                "--management.server.port=0",
                "--orderlake.lake.max-age=1s",
                "--orderlake.lake.bronze.catalog.type=rest",
                "--orderlake.lake.bronze.catalog.uri=http://127.0.0.1:1",
                "--orderlake.lake.bronze.commit-every=1s",
                "--orderlake.aws.kinesis-endpoint=" + at.kinesis(),
                "--orderlake.aws.dynamodb-endpoint=" + at.dynamodb(),
                "--orderlake.aws.s3-endpoint=" + at.s3());
        return SpringApplication.run(
                LakeWriterApplication.class,
                Stream.concat(arguments, Stream.of(more)).toArray(String[]::new));
    }

    private void put(String partitionKey, String hashKey, byte[] data) {
        kinesis.putRecord(put -> put.streamName(STREAM)
                .partitionKey(partitionKey)
                .explicitHashKey(hashKey)
                .data(SdkBytes.fromByteArray(data)));
    }

    private List<String> keys() {
        return s3.listObjectsV2Paginator(list -> list.bucket("orderlake")).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private static double figure(ConfigurableApplicationContext service, String name) {
        return service.getBean(MeterRegistry.class).find(name).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
