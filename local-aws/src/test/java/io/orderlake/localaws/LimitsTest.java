package io.orderlake.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import tools.jackson.databind.json.JsonMapper;

/** What depends on time and throughput, with a clock that only the test moves. */
class LimitsTest {

    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path state;

    final TickingClock clock = new TickingClock();
    RunningAws aws;

    @BeforeEach
    void start() throws IOException {
        aws = RunningAws.on(state, clock).withStream();
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void anIteratorIsGoodForFiveMinutes() {
        String iterator = aws.trimHorizon();
        clock.advance(Duration.ofMinutes(5));
        assertThat(aws.kinesis().getRecords(r -> r.shardIterator(iterator)).records())
                .isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThatThrownBy(() -> aws.kinesis().getRecords(r -> r.shardIterator(iterator)))
                .isInstanceOf(ExpiredIteratorException.class);
    }

    @Test
    void recordsAreGoneAfterTheRetention() {
        aws.put("old");
        clock.advance(Duration.ofHours(23));
        aws.put("young");
        assertThat(aws.texts()).containsExactly("old", "young");
        clock.advance(Duration.ofHours(2));
        assertThat(aws.texts()).containsExactly("young");
    }

    @Test
    void millisBehindLatestIsTheAgeOfTheLastRecordOfAPage() {
        aws.put("first");
        aws.put("second");
        clock.advance(Duration.ofSeconds(7));
        String iterator = aws.trimHorizon();
        GetRecordsResponse page =
                aws.kinesis().getRecords(r -> r.shardIterator(iterator).limit(1));
        assertThat(page.millisBehindLatest()).isEqualTo(7000);
        assertThat(aws.kinesis()
                        .getRecords(r -> r.shardIterator(page.nextShardIterator()))
                        .millisBehindLatest())
                .isZero();
    }

    @Test
    void aShardTakesAThousandRecordsASecondIfLimitsAreOn() {
        aws.admin().enforceShardLimits();
        assertThat(aws.putMany(500, 1).failedRecordCount()).isZero();
        assertThat(aws.putMany(500, 1).failedRecordCount()).isZero();
        assertThat(aws.putMany(500, 1).failedRecordCount()).isEqualTo(500);
        clock.advance(Duration.ofSeconds(1));
        assertThat(aws.putMany(500, 1).failedRecordCount()).isZero();
    }

    @Test
    void aShardTakesAMegabyteASecondIfLimitsAreOn() {
        aws.admin().enforceShardLimits();
        assertThat(aws.putMany(12, 100 * 1024).failedRecordCount()).isEqualTo(2);
        aws.admin().liftShardLimits();
        assertThat(aws.putMany(12, 100 * 1024).failedRecordCount()).isZero();
    }

    @Test
    void aShardIsReadFiveTimesASecondIfLimitsAreOn() {
        aws.admin().enforceShardLimits();
        String iterator = aws.trimHorizon();
        for (int i = 0; i < 5; i++) {
            aws.kinesis().getRecords(r -> r.shardIterator(iterator));
        }
        assertThatThrownBy(() -> aws.kinesis().getRecords(r -> r.shardIterator(iterator)))
                .isInstanceOf(ProvisionedThroughputExceededException.class);
    }

    @Test
    void aPageHoldsAtMostTenMegabytesAndNothingIsLeftOut() {
        for (int i = 0; i < 6; i++) {
            aws.putMany(4, MEGABYTE - 10);
        }
        String iterator = aws.trimHorizon();
        int inFirstPage = aws.kinesis()
                .getRecords(r -> r.shardIterator(iterator))
                .records()
                .size();
        assertThat(inFirstPage).isBetween(1, 10);
        assertThat(aws.records()).hasSize(24);
    }

    @Test
    void aRequestHoldsAtMostFiveMegabytes() {
        assertThatThrownBy(() -> aws.putMany(6, MEGABYTE - 10)).hasMessageContaining("5 MB");
        assertThat(aws.records()).isEmpty();
    }

    @Test
    void anAccountHasAQuotaOfShards() {
        assertThatThrownBy(() ->
                        aws.kinesis().createStream(r -> r.streamName("huge").shardCount(20_001)))
                .isInstanceOf(LimitExceededException.class);
    }

    @Test
    void statsCountPutUnits() {
        aws.putMany(3, 10);
        aws.putMany(1, 30 * 1024);
        assertThat(aws.admin().stats().path(RunningAws.STREAM))
                .isEqualTo(new JsonMapper()
                        .readTree("{\"requests\":2,\"entries\":4,\"refused\":0,\"bytes\":30758,\"putUnits\":5}"));
    }
}
