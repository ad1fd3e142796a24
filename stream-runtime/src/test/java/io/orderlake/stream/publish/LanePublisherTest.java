package io.orderlake.stream.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderlake.contract.Lanes;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.LaneRecord;
import io.orderlake.stream.StreamRecord;
import io.orderlake.stream.pack.PackSettings;
import io.orderlake.stream.pack.PackSettings.Aggregation;
import io.orderlake.stream.pack.Packer;
import io.orderlake.stream.pack.RecordTooLarge;
import io.orderlake.stream.publish.FakeKinesis.PutFault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

class LanePublisherTest {

    private static final Lanes LANES = new Lanes(8);
    private static final RuntimeException TIMEOUT = ApiCallAttemptTimeoutException.create(10);
    private static final RuntimeException MISSING =
            ResourceNotFoundException.builder().message("no such stream").build();

    private final FakeKinesis kinesis = new FakeKinesis();
    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LanePublisher publisher = publisher(new PackSettings(Aggregation.ON, 2048));

    @AfterEach
    void leaveNoInterrupt() {
        Thread.interrupted();
    }

    @Test
    void packsEachLaneIntoOneRecordOfOneRequest() {
        publisher.publish(List.of(change(3, 1), change(5, 1), change(3, 2), change(5, 2)));

        assertThat(kinesis.requests)
                .singleElement()
                .satisfies(request -> assertThat(request.records())
                        .extracting(entry -> entry.explicitHashKey())
                        .containsExactly(LANES.explicitHashKey(3), LANES.explicitHashKey(5)));
        assertThat(storedTexts()).containsExactly("3:1", "3:2", "5:1", "5:2");
        assertThat(count("orderlake.records.published")).isEqualTo(4);
        assertThat(count("orderlake.put.units")).isEqualTo(2);
        assertThat(pauses).isEmpty();
    }

    @Test
    void sendsARefusedRecordAgainBeforeItsLaneGoesOn() {
        kinesis.faults(PutFault.refusing(0), PutFault.refusing(1));
        LanePublisher alone = publisher(new PackSettings(Aggregation.OFF, 2048));

        alone.publish(List.of(change(3, 1), change(5, 1), change(3, 2), change(5, 2)));

        assertThat(storedTexts()).containsExactly("5:1", "3:1", "3:2", "5:2");
        assertThat(count("orderlake.refusals")).isEqualTo(2);
        assertThat(count("orderlake.retries")).isEqualTo(2);
        assertThat(pauses).hasSize(2);
    }

    @Test
    void waitsLongerWithEachFailureInARowAndStartsAnewAfterProgress() {
        kinesis.faults(
                PutFault.failing(TIMEOUT),
                PutFault.failing(TIMEOUT),
                PutFault.failing(TIMEOUT),
                PutFault.refusing(0),
                PutFault.refusing());

        publisher.publish(List.of(change(3, 1), change(5, 1)));

        assertThat(storedTexts()).containsExactly("5:1", "3:1");
        assertThat(pauses).hasSize(4);
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(25), Duration.ofMillis(50));
        assertThat(pauses.get(2)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(pauses.get(3)).isBetween(Duration.ofMillis(25), Duration.ofMillis(50));
    }

    @Test
    void aLostAnswerLeadsToARepeatAndNeverToALoss() {
        kinesis.faults(PutFault.losingTheAnswer(TIMEOUT));

        publisher.publish(List.of(change(3, 1), change(3, 2)));

        assertThat(storedTexts()).containsExactly("3:1", "3:2", "3:1", "3:2");
        assertThat(count("orderlake.records.published")).isEqualTo(2);
    }

    @Test
    void throwsWhatWaitingDoesNotCure() {
        kinesis.faults(PutFault.failing(MISSING));

        assertThatThrownBy(() -> publisher.publish(List.of(change(3, 1)))).isSameAs(MISSING);
        assertThat(pauses).isEmpty();
    }

    @Test
    void refusesATooLargeRecordBeforeAnythingIsSent() {
        LaneRecord tooLarge = new LaneRecord(4, "key", new byte[3000]);

        assertThatThrownBy(() -> publisher.publish(List.of(change(3, 1), tooLarge)))
                .isInstanceOf(RecordTooLarge.class)
                .hasMessageContaining("expected at most 2048 bytes");
        assertThat(kinesis.requests).isEmpty();
    }

    @Test
    void anInterruptIsNeverSuccess() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> publisher.publish(List.of(change(3, 1)))).isInstanceOf(PublishInterrupted.class);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(kinesis.requests).isEmpty();
    }

    @Test
    void anInterruptEndsTheWaiting() {
        kinesis.faults(PutFault.failing(TIMEOUT));
        LanePublisher interrupted = new LanePublisher(
                "order-events",
                kinesis,
                packer(PackSettings.defaults()),
                retrying(howLong -> {
                    throw new InterruptedException();
                }),
                registry);

        assertThatThrownBy(() -> interrupted.publish(List.of(change(3, 1)))).isInstanceOf(PublishInterrupted.class);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(storedTexts()).isEmpty();
    }

    @Test
    void keepsWithinWhatOneRequestTakes() {
        LanePublisher large = publisher(PackSettings.defaults());
        List<LaneRecord> laneRecords = new ArrayList<>();
        for (int lane = 0; lane < 8; lane++) {
            laneRecords.add(new LaneRecord(lane, "key", new byte[900_000]));
        }

        large.publish(laneRecords);

        assertThat(kinesis.requests)
                .extracting(request -> request.records().size())
                .containsExactly(5, 3);
    }

    @Test
    void nothingToPublishNeedsNoRequest() {
        publisher.publish(List.of());

        assertThat(kinesis.requests).isEmpty();
    }

    @Test
    void eachCallersOrderHoldsWhereManyShareALane() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(4);
        List<Future<?>> running = new ArrayList<>();
        for (int caller = 0; caller < 4; caller++) {
            int first = caller * 1000;
            running.add(callers.submit(() -> {
                for (int i = 0; i < 50; i++) {
                    publisher.publish(List.of(change(3, first + 2 * i), change(3, first + 2 * i + 1)));
                }
            }));
        }
        for (Future<?> each : running) {
            each.get();
        }
        callers.shutdown();

        for (int caller = 0; caller < 4; caller++) {
            int from = caller * 1000;
            assertThat(storedTexts().stream()
                            .map(text -> Integer.parseInt(text.substring(2)))
                            .filter(number -> number >= from && number < from + 1000))
                    .hasSize(100)
                    .isSorted();
        }
    }

    /**
     * The heart of it: whatever is refused, fails or is stored without an answer, a lane's record only appears when all
     * earlier ones of the lane stand before it, and in the end all are there.
     */
    @Property(tries = 300)
    void aLaneNeverOvertakesItself(@ForAll long seed, @ForAll boolean packed) {
        Random random = new Random(seed);
        FakeKinesis faulty = new FakeKinesis();
        for (int i = 0; i < 30; i++) {
            faulty.faults(fault(random));
        }
        Aggregation aggregation = packed ? Aggregation.ON : Aggregation.OFF;
        int[] perLane = new int[4];
        List<LaneRecord> laneRecords = new ArrayList<>();
        for (int i = 0; i < random.nextInt(80); i++) {
            int lane = random.nextInt(4);
            laneRecords.add(change(lane, ++perLane[lane]));
        }

        new LanePublisher(
                        "order-events",
                        faulty,
                        packer(new PackSettings(aggregation, 1024)),
                        retrying(howLong -> {}),
                        registry)
                .publish(laneRecords);

        int[] highest = new int[4];
        for (StreamRecord record : faulty.stored) {
            String text = text(record);
            int lane = text.charAt(0) - '0';
            int number = Integer.parseInt(text.substring(2));
            assertThat(number).isLessThanOrEqualTo(highest[lane] + 1);
            highest[lane] = Math.max(highest[lane], number);
        }
        assertThat(highest).isEqualTo(perLane);
    }

    private static PutFault fault(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> PutFault.failing(TIMEOUT);
            case 1 -> PutFault.losingTheAnswer(SdkClientException.create("connection reset"));
            case 2 -> PutFault.refusing(random.nextInt(4), random.nextInt(4));
            default -> PutFault.none();
        };
    }

    private LanePublisher publisher(PackSettings settings) {
        return new LanePublisher("order-events", kinesis, packer(settings), retrying(pauses::add), registry);
    }

    private static Packer packer(PackSettings settings) {
        return new Packer(settings, LANES);
    }

    private static Retrying retrying(Sleeper pause) {
        return new Retrying(
                failure -> failure == MISSING ? FailureKind.SETUP : FailureKind.TRANSIENT,
                PublishSettings.defaults().backoff(),
                pause,
                "test");
    }

    private static LaneRecord change(int lane, int number) {
        byte[] data = (lane + ":" + number).getBytes(StandardCharsets.UTF_8);
        return new LaneRecord(lane, "order-" + number % 7, data);
    }

    private List<String> storedTexts() {
        return kinesis.stored.stream().map(LanePublisherTest::text).toList();
    }

    private static String text(StreamRecord stored) {
        return new String(stored.data(), StandardCharsets.UTF_8);
    }

    private double count(String name) {
        return registry.get(name).tag("stream", "order-events").counter().count();
    }
}
