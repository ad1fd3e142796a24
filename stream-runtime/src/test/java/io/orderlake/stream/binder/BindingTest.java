package io.orderlake.stream.binder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderlake.stream.LaneBatch;
import io.orderlake.stream.LaneRecord;
import io.orderlake.stream.LeaseTables;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.StreamRecord;
import io.orderlake.stream.publish.FakeKinesis;
import io.orderlake.stream.publish.FakeKinesis.PutFault;
import io.orderlake.stream.read.MemoryLeases;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** Whole applications over a Kinesis in memory: binder, bindings, function, reader and publisher as services use them. */
class BindingTest {

    private final FakeKinesis kinesis =
            new FakeKinesis().stream("order-changes", StreamStatus.ACTIVE).stream("order-events", StreamStatus.ACTIVE);
    private final MemoryLeases leases = new MemoryLeases("order-changes");
    private @Nullable ConfigurableApplicationContext application;

    @AfterEach
    void close() {
        if (application != null) {
            application.close();
        }
    }

    @Test
    void aFunctionsBatchIsCheckpointedWhenItsOutputIsPublished() {
        kinesis.faults(
                PutFault.none(), PutFault.failing(ApiCallAttemptTimeoutException.create(10)), PutFault.refusing(0));
        put("order-changes", "a", "b", "c");

        start(Transformer.class, "transform", "in:order-changes", "out:order-events");

        await().untilAsserted(() -> assertThat(checkpoint()).isEqualTo("3"));
        assertThat(published("order-events")).containsExactly("A", "B", "C");
    }

    @Test
    void aConsumerSaysWhatIsDurable() {
        put("order-changes", "a", "b", "c");

        start(
                LakeWriter.class,
                "write",
                "in:order-changes",
                "spring.cloud.stream.kinesis.bindings.write-in-0.consumer.checkpoint-mode=manual");

        LakeWriter writer = bean(LakeWriter.class);
        await().untilAsserted(() -> assertThat(writer.taken).containsExactly("a", "b", "c"));
        await().untilAsserted(() -> assertThat(checkpoint()).isEqualTo("2"));
        put("order-changes", "d");
        await().untilAsserted(() -> assertThat(writer.taken).endsWith("d"));
        assertThat(checkpoint()).isEqualTo("2");
    }

    @Test
    void aFailureReachesTheReaderWhichHandsTheBatchOverAgain() {
        put("order-changes", "a");

        start(Flaky.class, "write", "in:order-changes");

        await().untilAsserted(() -> assertThat(checkpoint()).isEqualTo("1"));
        assertThat(bean(Flaky.class).taken).containsExactly("a", "a", "a");
    }

    @Test
    void aBridgeSendsSynchronouslyAndItsFailuresReachTheCaller() {
        start(Nothing.class, "", "spring.cloud.stream.bindings.changes-out-0.destination=order-changes");
        StreamBridge bridge = bean(StreamBridge.class);

        bridge.send("changes-out-0", batch("a", "b"));
        assertThat(published("order-changes")).containsExactly("a", "b");

        RuntimeException missing =
                ResourceNotFoundException.builder().message("gone").build();
        kinesis.faults(PutFault.failing(missing));
        assertThatThrownBy(() -> bridge.send("changes-out-0", batch("c"))).hasRootCause(missing);
    }

    @Test
    void aServiceWithoutBindingsNeverTouchesKinesis() {
        start(Nothing.class, "");

        assertThat(kinesis.effects).isEmpty();
        assertThat(application().getBeanFactory().containsSingleton("lanePublishers"))
                .isFalse();
    }

    @Test
    void aPublisherWithAnotherLaneCountDoesNotStart() {
        kinesis.tagged("order-events", "orderlake:lanes", "32");

        assertThatThrownBy(() -> start(Transformer.class, "transform", "in:order-changes", "out:order-events"))
                .rootCause()
                .hasMessageStartingWith("Cannot publish to stream order-events: expected its tag orderlake:lanes");
    }

    private void start(Class<?> configuration, String function, String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "orderlake.lease-table=leases",
                "orderlake.reader.poll-every=10ms",
                "orderlake.reader.retry-from=10ms",
                "orderlake.publish.retry-from=1ms",
                "spring.main.web-application-type=none",
                "spring.cloud.function.definition=" + function));
        for (String setting : settings) {
            all.add(setting.replaceFirst(
                            "^(in|out):", "spring.cloud.stream.bindings." + function + "-$1-0.destination=")
                    .replace("{", ""));
        }
        application = new SpringApplicationBuilder(configuration, Streams.class)
                .initializers(context -> {
                    context.getBeanFactory().registerSingleton("kinesis", kinesis);
                    context.getBeanFactory().registerSingleton("leases", leases);
                })
                .properties(all.toArray(String[]::new))
                .run();
    }

    private void put(String stream, String... texts) {
        kinesis.putRecords(PutRecordsRequest.builder()
                .streamName(stream)
                .records(batch(texts).records().stream()
                        .map(laneRecord -> FakeKinesis.entry(laneRecord.partitionKey(), laneRecord.data()))
                        .toList())
                .build());
    }

    private static LaneBatch batch(String... texts) {
        return new LaneBatch(List.of(texts).stream()
                .map(text -> new LaneRecord(1, text, text.getBytes(UTF_8)))
                .toList());
    }

    private List<String> published(String stream) {
        return kinesis.content(stream).stream()
                .map(stored -> new String(stored.data(), UTF_8))
                .toList();
    }

    private @Nullable String checkpoint() {
        return leases.all().stream()
                .findFirst()
                .map(lease -> lease.checkpoint())
                .orElse(null);
    }

    private ConfigurableApplicationContext application() {
        return Objects.requireNonNull(application);
    }

    private <T> T bean(Class<T> type) {
        return application().getBean(type);
    }

    private static List<String> texts(ShardBatch batch) {
        return batch.records().stream()
                .map(taken -> new String(taken.data(), UTF_8))
                .toList();
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Streams {
        @Bean
        LeaseTables leaseTables(MemoryLeases leases) {
            return stream -> leases;
        }
    }

    static class Nothing {}

    @Configuration(proxyBeanMethods = false)
    static class Transformer {
        @Bean
        Function<ShardBatch, LaneBatch> transform() {
            return batch -> batch(texts(batch).stream()
                    .map(text -> text.toUpperCase(java.util.Locale.ROOT))
                    .toArray(String[]::new));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class LakeWriter {
        final List<String> taken = Collections.synchronizedList(new ArrayList<>());

        /** Holds the last record of each batch back. */
        @Bean
        Consumer<Message<ShardBatch>> write() {
            return message -> {
                taken.addAll(texts(message.getPayload()));
                List<StreamRecord> records = message.getPayload().records();
                if (records.size() > 1) {
                    ShardCheckpointer checkpointer = Objects.requireNonNull(
                            message.getHeaders().get(ShardCheckpointer.HEADER, ShardCheckpointer.class));
                    checkpointer.durableThrough(records.get(records.size() - 2).sequence());
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Flaky {
        final List<String> taken = Collections.synchronizedList(new ArrayList<>());

        @Bean
        Consumer<ShardBatch> write() {
            return batch -> {
                taken.addAll(texts(batch));
                if (!batch.records().isEmpty() && taken.size() < 3) {
                    throw ApiCallAttemptTimeoutException.create(10);
                }
            };
        }
    }
}
