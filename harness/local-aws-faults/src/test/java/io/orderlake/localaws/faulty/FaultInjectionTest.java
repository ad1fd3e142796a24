package io.orderlake.localaws.faulty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.localaws.LocalAwsSettings;
import io.orderlake.localaws.RunningAws;
import io.orderlake.localaws.faults.Fault;
import io.orderlake.localaws.faults.FaultKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

class FaultInjectionTest {

    @TempDir
    Path state;

    RunningAws aws;
    FaultAdmin admin;

    @BeforeEach
    void start() throws IOException {
        FaultyLocalAws faulty = FaultyLocalAws.start(LocalAwsSettings.in(state), List.of());
        aws = RunningAws.of(faulty.endpoint(), faulty::close).withStream();
        admin = new FaultAdmin(faulty.endpoint().resolve("/_admin/"));
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void aShareOfTheEntriesIsRefusedAndOnlyTheOthersAreStored() {
        admin.inject(Fault.always(FaultKind.REFUSE_ENTRIES).at(0.3).seeded(7));
        PutRecordsResponse response = aws.putMany(100, 10);
        assertThat(response.failedRecordCount()).isBetween(15, 45);
        assertThat(response.records())
                .filteredOn(entry -> entry.errorCode() != null)
                .hasSize(response.failedRecordCount())
                .extracting(PutRecordsResultEntry::errorCode)
                .containsOnly("ProvisionedThroughputExceededException");
        assertThat(aws.records()).hasSize(100 - response.failedRecordCount());
        assertThat(admin.faultsHappened()).isEqualTo((long) response.failedRecordCount());
    }

    @Test
    void theSameSeedRefusesTheSameEntries() {
        assertThat(refusedWithSeed(3)).isEqualTo(refusedWithSeed(3)).isNotEqualTo(refusedWithSeed(4));
    }

    private List<Boolean> refusedWithSeed(long seed) {
        admin.clearFaults();
        admin.inject(Fault.always(FaultKind.REFUSE_ENTRIES).at(0.5).seeded(seed));
        return aws.putMany(50, 1).records().stream()
                .map(entry -> entry.errorCode() != null)
                .toList();
    }

    @Test
    void anInternalErrorHasNoEffect() {
        admin.inject(Fault.always(FaultKind.INTERNAL_ERROR).times(1));
        aws.put("retried by the SDK");
        assertThat(admin.faultsHappened()).isEqualTo(1);
        assertThat(aws.records()).hasSize(1);
    }

    @Test
    void aDroppedConnectionHasNoEffect() {
        admin.inject(Fault.always(FaultKind.DROP_CONNECTION).times(1));
        aws.put("retried by the SDK");
        assertThat(admin.faultsHappened()).isEqualTo(1);
        assertThat(aws.records()).hasSize(1);
    }

    @Test
    void aTimeoutAfterEffectHidesAnEffectThatTheRetryRepeats() {
        admin.inject(Fault.always(FaultKind.TIMEOUT_AFTER_EFFECT).times(1));
        aws.put("retried by the SDK");
        assertThat(aws.texts()).containsExactly("retried by the SDK", "retried by the SDK");
    }

    @Test
    void anIteratorExpires() {
        admin.inject(Fault.always(FaultKind.EXPIRED_ITERATOR).times(1).on(RunningAws.STREAM));
        aws.put("x");
        String iterator = aws.trimHorizon();
        assertThatThrownBy(() -> aws.kinesis().getRecords(r -> r.shardIterator(iterator)))
                .isInstanceOf(ExpiredIteratorException.class);
        assertThat(aws.texts()).containsExactly("x");
    }

    @Test
    void latencyDelaysACall() {
        admin.inject(Fault.always(FaultKind.LATENCY).lasting(Duration.ofMillis(150)));
        long begun = System.nanoTime();
        aws.put("x");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void aFaultKeepsToItsOperationAndItsStream() {
        admin.inject(Fault.always(FaultKind.REFUSE_ENTRIES).on("another-stream"));
        admin.inject(Fault.always(FaultKind.REFUSE_ENTRIES).during("PutRecord"));
        assertThat(aws.putMany(10, 1).failedRecordCount()).isZero();
        assertThat(admin.faultsHappened()).isZero();
    }

    @Test
    void noFaultIsLeftOnceTheyAreCleared() {
        admin.inject(Fault.always(FaultKind.INTERNAL_ERROR));
        admin.clearFaults();
        aws.put("x");
        assertThat(aws.texts()).containsExactly("x");
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> Fault.always(FaultKind.LATENCY).at(1.5))
                .hasMessageContaining("expected a rate from 0 to 1 but was 1.5");
    }
}
