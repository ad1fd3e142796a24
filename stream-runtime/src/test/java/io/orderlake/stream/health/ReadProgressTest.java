package io.orderlake.stream.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.Lease;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.ShardBatch.Ending;
import io.orderlake.stream.StreamRecord;
import io.orderlake.stream.read.ReaderListener.Failure;
import io.orderlake.stream.read.ReaderListener.Gap;
import io.orderlake.stream.read.ReaderListener.RunEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class ReadProgressTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration BEHIND = Duration.ofSeconds(5);
    private static final Lease LEASE = new Lease("order-changes", "shard-0", Set.of(), "me", 1, 1, null, false, null);

    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private final ReadProgress progress = new ReadProgress(LIMIT);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Throwable> bugs = new ArrayList<>();
    private final ProgressListener listener = new ProgressListener(progress, registry, () -> now, bugs::add);

    @BeforeEach
    void begin() {
        listener.started(LEASE);
    }

    @Test
    void aShardWithoutWorkIsReadyForEver() {
        processed(0, Duration.ZERO);
        pass(LIMIT.multipliedBy(100));

        assertThat(isReady()).isTrue();
    }

    @Test
    void lagWithoutProgressIsNotReadyAfterTheLimitAndReadyAfterTheNextProgress() {
        processed(3, BEHIND);
        pass(LIMIT);
        processed(0, BEHIND);
        assertThat(isReady()).isTrue();

        pass(Duration.ofSeconds(1));
        assertThat(isReady()).isFalse();

        processed(1, BEHIND);
        assertThat(isReady()).isTrue();
    }

    @Test
    void aPassingFailureIsNotReadyOnlyWhenItLasts() {
        failed("shard-0", FailureKind.TRANSIENT);
        assertThat(isReady()).isTrue();

        pass(LIMIT.plusSeconds(1));
        assertThat(isReady()).isFalse();
    }

    @Test
    void aWrongSetUpIsNotReadyAtOnce() {
        failed("shard-0", FailureKind.SETUP);
        assertThat(isReady()).isFalse();

        processed(1, Duration.ZERO);
        assertThat(isReady()).isTrue();
    }

    @Test
    void aGapIsNotReadyWhateverFollows() {
        listener.gap(new Gap("order-changes", "shard-0", "trimmed", false));
        processed(0, Duration.ZERO);
        assertThat(isReady()).isFalse();

        listener.ended(LEASE, RunEnd.HANDED_OVER);
        assertThat(isReady()).isTrue();
    }

    @Test
    void anAcceptedGapIsCountedOnly() {
        listener.gap(new Gap("order-changes", "shard-0", "trimmed", true));

        assertThat(isReady()).isTrue();
        assertThat(registry.get("orderlake.gaps").counter().count()).isEqualTo(1);
    }

    @Test
    void aFailureWithLeasesIsReportedUntilTheyAreKeptAgain() {
        listener.failed(new Failure("order-changes", null, FailureKind.SETUP, 1, new IllegalStateException("denied")));
        assertThat(isReady()).isFalse();

        listener.leasesHeld("order-changes", 4);
        assertThat(isReady()).isTrue();
        assertThat(registry.get("orderlake.leases.held").gauge().value()).isEqualTo(4);
    }

    @Test
    void healthNamesEachShard() {
        processed(1, BEHIND);
        failed("shard-0", FailureKind.SETUP);
        pass(Duration.ofSeconds(2));

        ProgressHealth health = new ProgressHealth(progress, () -> now);

        assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health.health().getDetails())
                .containsEntry(
                        "order-changes/shard-0",
                        "lag 5000 ms, last progress 2000 ms ago,"
                                + " failed 1 times: java.lang.IllegalStateException: why");
    }

    @Test
    void metricsFollowTheReading() {
        processed(3, BEHIND);
        processed(2, BEHIND);
        failed("shard-0", FailureKind.TRANSIENT);

        assertThat(registry.get("orderlake.records.read").counter().count()).isEqualTo(5);
        assertThat(registry.get("orderlake.batch.records").summary().max()).isEqualTo(3);
        assertThat(registry.get("orderlake.lag").tag("shard", "shard-0").gauge().value())
                .isEqualTo(5000);
        assertThat(registry.get("orderlake.retries").counter().count()).isEqualTo(1);

        listener.ended(LEASE, RunEnd.LOST);
        assertThat(registry.find("orderlake.lag").gauge()).isNull();
    }

    @Test
    void theDurableLagGrowsWhileNothingBecomesDurable() {
        Lease inherited = LEASE.proven(now.minus(BEHIND));
        listener.ended(LEASE, RunEnd.LOST);
        listener.started(inherited);
        assertThat(durableLag()).as("as the owner before left it").isEqualTo(5);

        pass(LIMIT);
        failed("shard-0", FailureKind.TRANSIENT);
        assertThat(durableLag()).isEqualTo(65);

        listener.processed(new ShardBatch(LEASE.proven(now), List.of(), Duration.ZERO, Ending.NONE));
        assertThat(durableLag()).isZero();

        listener.ended(inherited, RunEnd.HANDED_OVER);
        assertThat(registry.find("orderlake.durable.lag").gauge()).isNull();
    }

    @Test
    void retentionIsThatOfTheStreamAsItIsNow() {
        listener.retention("order-changes", Duration.ofHours(24));
        listener.retention("order-changes", Duration.ofHours(48));

        assertThat(registry.get("orderlake.stream.retention").gauge().value()).isEqualTo(172_800);
    }

    @Test
    void readinessIsAMetricThatFollows() {
        AtomicReference<@Nullable Status> status = new AtomicReference<>();
        new ReadinessMetric(status::get).bindTo(registry);
        assertThat(ready()).as("nobody knows yet").isZero();

        status.set(Status.UP);
        assertThat(ready()).isEqualTo(1);

        status.set(Status.OUT_OF_SERVICE);
        assertThat(ready()).isZero();
    }

    @Test
    void aBugIsPassedOn() {
        RuntimeException bug = new IllegalStateException("bug");

        listener.bug(bug);

        assertThat(bugs).containsExactly(bug);
    }

    private double durableLag() {
        return registry.get("orderlake.durable.lag").gauge().value();
    }

    private double ready() {
        return registry.get("orderlake.ready").gauge().value();
    }

    private void processed(int records, Duration behind) {
        StreamRecord record = new StreamRecord("1", 0, "key", new byte[0], now, null);
        listener.processed(new ShardBatch(LEASE, java.util.Collections.nCopies(records, record), behind, Ending.NONE));
    }

    private void failed(String shard, FailureKind kind) {
        listener.failed(new Failure("order-changes", shard, kind, 1, new IllegalStateException("why")));
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private boolean isReady() {
        return progress.isReady(now);
    }
}
