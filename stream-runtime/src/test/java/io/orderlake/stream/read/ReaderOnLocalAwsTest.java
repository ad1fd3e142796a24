package io.orderlake.stream.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlake.stream.Lease;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.StreamRecord;
import io.orderlake.stream.aws.AwsFailures;
import io.orderlake.stream.aws.TestAws;
import io.orderlake.stream.dynamodb.DynamoLeases;
import io.orderlake.stream.kinesis.KinesisShards;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Two readers with real threads over Kinesis and a lease table in DynamoDB. */
class ReaderOnLocalAwsTest {

    private static final String MIDDLE_OF_HASH_KEYS = "170141183460469231731687303715884105728";

    private final String stream = "stream-" + UUID.randomUUID();
    private final KinesisClient kinesis = TestAws.clients().kinesis();
    private final DynamoDbClient dynamodb = TestAws.clients().dynamodb();
    private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(6);
    private final Scheduler scheduler = new PoolScheduler(pool, InstantSource.system());
    private final DynamoLeases leases = new DynamoLeases(dynamodb, "readers", stream, InstantSource.system());
    private final List<String> taken = Collections.synchronizedList(new ArrayList<>());
    private final List<Throwable> bugs = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void createStream() {
        leases.createIfMissing();
        kinesis.createStream(create -> create.streamName(stream).shardCount(1));
        kinesis.waiter().waitUntilStreamExists(describe -> describe.streamName(stream));
    }

    @AfterEach
    void close() throws InterruptedException {
        pool.shutdownNow();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        kinesis.close();
        dynamodb.close();
        assertThat(bugs).isEmpty();
    }

    @Test
    void readOnceInOrderOverASplitARebalanceAndAStop() {
        ShardReader a = reader("a");
        a.start();
        put(0, 500);
        String parent = kinesis.listShards(list -> list.streamName(stream))
                .shards()
                .get(0)
                .shardId();
        kinesis.splitShard(
                split -> split.streamName(stream).shardToSplit(parent).newStartingHashKey(MIDDLE_OF_HASH_KEYS));
        kinesis.waiter().waitUntilStreamExists(describe -> describe.streamName(stream));
        put(500, 1000);
        ShardReader b = reader("b");
        b.start();
        await().until(() -> owners().equals(List.of("a", "b")) || owners().equals(List.of("b", "a")));
        put(1000, 1500);

        await().untilAsserted(() -> assertThat(new LinkedHashSet<>(taken)).hasSize(1500));
        a.stop().join();
        await().until(() -> owners().equals(List.of("b", "b")));
        put(1500, 2000);

        await().untilAsserted(() -> assertThat(new LinkedHashSet<>(taken)).hasSize(2000));
        b.stop().join();
        assertThat(taken).doesNotHaveDuplicates();
        for (int key = 0; key < 10; key++) {
            String prefix = key + "-";
            assertThat(taken.stream().filter(text -> text.startsWith(prefix))).isSorted();
        }
        assertThat(owners()).containsOnlyNulls();
        assertThat(leases.beats()).isEmpty();
    }

    private ShardReader reader(String name) {
        ReaderSettings settings = new ReaderSettings(
                Duration.ofMillis(20),
                10_000,
                Duration.ofSeconds(3),
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                "trim-horizon",
                false);
        ReaderListener listener = new ReaderListener() {
            @Override
            public void bug(Throwable cause) {
                bugs.add(cause);
            }
        };
        KinesisShards source = new KinesisShards(
                kinesis,
                stream,
                (sequence, key, data, at) -> List.of(new StreamRecord(sequence, 0, key, data, at, null)));
        ReaderDependencies dependencies =
                new ReaderDependencies(name, scheduler, scheduler, AwsFailures::kindOf, listener);
        return new ShardReader(source, leases, this::process, settings, dependencies);
    }

    private @Nullable String process(ShardBatch batch) {
        batch.records().forEach(record -> taken.add(new String(record.data(), StandardCharsets.UTF_8)));
        return batch.records().isEmpty()
                ? null
                : batch.records().get(batch.records().size() - 1).sequence();
    }

    private void put(int from, int to) {
        List<PutRecordsRequestEntry> entries = IntStream.range(from, to)
                .mapToObj(number -> PutRecordsRequestEntry.builder()
                        .partitionKey("key" + number % 10)
                        .data(SdkBytes.fromUtf8String(String.format("%d-%06d", number % 10, number)))
                        .build())
                .toList();
        assertThat(kinesis.putRecords(put -> put.streamName(stream).records(entries))
                        .failedRecordCount())
                .isZero();
    }

    private List<@Nullable String> owners() {
        return leases.all().stream()
                .filter(lease -> !lease.finished())
                .map(Lease::owner)
                .toList();
    }
}
