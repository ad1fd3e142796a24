package io.orderlake.stream.binder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderlake.stream.LaneBatch;
import io.orderlake.stream.LaneRecord;
import io.orderlake.stream.LeaseTables;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.ShardProcessor;
import io.orderlake.stream.StreamRecord;
import io.orderlake.stream.publish.FakeKinesis;
import io.orderlake.stream.publish.FakeKinesis.PutFault;
import io.orderlake.stream.publish.PublishingProcessor;
import io.orderlake.stream.read.MemoryLeases;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.endpoint.SourcePollingChannelAdapter;
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
    void aBatchIsCheckpointedWhenItsOutputIsPublished() {
        kinesis.faults(
                PutFault.none(), PutFault.failing(ApiCallAttemptTimeoutException.create(10)), PutFault.refusing(0));
        put("order-changes", "a", "b", "c");

        start(Transformer.class, "transform", "in:order-changes", "out:order-events");

        await().untilAsserted(() -> assertThat(checkpoint()).isEqualTo("3"));
        assertThat(published("order-events")).containsExactly("A", "B", "C");
    }

    @Test
    void aProcessorReturnsWhatIsDurable() {
        put("order-changes", "a", "b", "c");

        start(LakeWriter.class, "write", "in:order-changes");

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
    void anOutputBindingIsNotPolled() {
        start(Nothing.class, "changes", "out:order-changes");

        assertThat(application().getBeansOfType(SourcePollingChannelAdapter.class))
                .isEmpty();
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

    @Test
    void anInputBindingWithoutItsProcessorDoesNotStart() {
        assertThatThrownBy(() -> start(Nothing.class, "write", "in:order-changes"))
                .rootCause()
                .hasMessageContaining("writeProcessor");
    }

    /** @param settings {@code in:<stream>} and {@code out:<stream>} bind a stream under the name */
    private void start(Class<?> configuration, String name, String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "orderlake.lease-table=leases",
                "orderlake.reader.poll-every=10ms",
                "orderlake.reader.retry-from=10ms",
                "orderlake.publish.retry-from=1ms",
                "spring.main.web-application-type=none"));
        for (String setting : settings) {
            if (setting.startsWith("in:")) {
                all.add("spring.cloud.stream.input-bindings=" + name + "-in-0");
            } else if (setting.startsWith("out:")) {
                all.add("spring.cloud.stream.output-bindings=" + name + "-out-0");
            }
            all.add(setting.replaceFirst("^(in|out):", "spring.cloud.stream.bindings." + name + "-$1-0.destination="));
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
        PublishingProcessor transformProcessor(StreamBridge bridge) {
            return new PublishingProcessor(
                    batch -> batch(texts(batch).stream()
                            .map(text -> text.toUpperCase(Locale.ROOT))
                            .toArray(String[]::new)),
                    new OutputBinding(bridge, "transform-out-0")::publish);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class LakeWriter {
        final List<String> taken = Collections.synchronizedList(new ArrayList<>());

        /** Buffers the last record of each batch. */
        @Bean
        ShardProcessor writeProcessor() {
            return batch -> {
                taken.addAll(texts(batch));
                List<StreamRecord> records = batch.records();
                return records.size() > 1 ? records.get(records.size() - 2).sequence() : null;
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Flaky {
        final List<String> taken = Collections.synchronizedList(new ArrayList<>());

        @Bean
        ShardProcessor writeProcessor() {
            return new PublishingProcessor(
                    batch -> {
                        taken.addAll(texts(batch));
                        if (taken.size() < 3) {
                            throw ApiCallAttemptTimeoutException.create(10);
                        }
                        return new LaneBatch(List.of());
                    },
                    published -> {});
        }
    }
}
