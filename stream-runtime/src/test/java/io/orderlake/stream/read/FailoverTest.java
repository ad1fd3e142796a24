package io.orderlake.stream.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.stream.FailureKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What happens to leases when instances come, go, crash and stall. */
class FailoverTest {

    private final ReaderFleet fleet = new ReaderFleet();

    @Test
    void afterACrashBehindAReadTheNextOwnerReadsAgain() {
        assertThat(effectsOfACrash("after read"))
                .containsExactly(
                        "a: batch s0 [1]",
                        "a: checkpoint s0 1",
                        "a: crashes after read",
                        "b: takes s0 #2",
                        "b: iterator s0 After 1",
                        "b: batch s0 [2]",
                        "b: checkpoint s0 2");
    }

    @Test
    void afterACrashBehindAProcessorTheNextOwnerGetsTheBatchAgain() {
        assertThat(effectsOfACrash("after batch"))
                .containsExactly(
                        "a: batch s0 [1]",
                        "a: checkpoint s0 1",
                        "a: batch s0 [2]",
                        "a: crashes after batch",
                        "b: takes s0 #2",
                        "b: iterator s0 After 1",
                        "b: batch s0 [2]",
                        "b: checkpoint s0 2");
    }

    @Test
    void afterACrashBeforeACheckpointTheNextOwnerGetsTheBatchAgain() {
        assertThat(effectsOfACrash("checkpoint"))
                .containsExactly(
                        "a: batch s0 [1]",
                        "a: checkpoint s0 1",
                        "a: batch s0 [2]",
                        "a: crashes checkpoint",
                        "b: takes s0 #2",
                        "b: iterator s0 After 1",
                        "b: batch s0 [2]",
                        "b: checkpoint s0 2");
    }

    @Test
    void anotherInstanceHasTheShardWithinTenSecondsWheneverTheCrashComes() {
        for (int millis = 0; millis < 2500; millis += 100) {
            ReaderFleet fresh = new ReaderFleet();
            fresh.stream.shard("s0");
            var a = fresh.start("a");
            fresh.pass("0.7S");
            fresh.start("b");
            fresh.time.pass(Duration.ofMillis(10_000 + millis));
            a.process.kill();

            fresh.pass("9.9S");

            assertThat(fresh.owners()).containsExactly("s0=b");
        }
    }

    @Test
    void aLeaseThatIsRenewedIsNeverTaken() {
        fleet.stream.shard("s0");
        fleet.start("a");
        fleet.pass("1S");
        fleet.start("b");
        fleet.pass("600S");

        assertThat(ReaderFleet.about(fleet.effects(), "takes")).containsExactly("a: takes s0 #1");
    }

    @Test
    void aProcessorThatTakesLongerThanTheLeaseKeepsIt() {
        fleet.stream.shard("s0").put("s0", "1");
        fleet.faults.at("a: after batch", 1, () -> {
            fleet.start("b");
            fleet.pass("30S");
        });
        fleet.start("a");
        fleet.pass("60S");

        assertThat(ReaderFleet.about(fleet.effects(), "s0"))
                .containsExactly(
                        "a: takes s0 #1", "a: iterator s0 TrimHorizon", "a: batch s0 [1]", "a: checkpoint s0 1");
    }

    @Test
    void aZombieLosesItsLeaseAndItsCheckpointIsRefused() {
        fleet.stream.shard("s0").put("s0", "1");
        var a = fleet.start("a");
        fleet.faults.at("a: after batch", 1, () -> {
            a.process.pause();
            fleet.start("b");
            fleet.pass("20S");
            a.process.resume();
        });
        fleet.pass("60S");

        assertThat(fleet.effects())
                .containsExactly(
                        "a: takes s0 #1",
                        "a: iterator s0 TrimHorizon",
                        "a: batch s0 [1]",
                        "b: takes s0 #2",
                        "b: iterator s0 TrimHorizon",
                        "b: batch s0 [1]",
                        "b: checkpoint s0 1",
                        "a: checkpoint s0 1 refused",
                        "a: forgets s0");
    }

    @Test
    void aRenewalThatIsRefusedStopsTheReadingWithoutACheckpoint() {
        fleet.stream.shard("s0");
        var a = fleet.start("a");
        fleet.pass("1S");
        a.process.pause();
        fleet.start("b");
        fleet.pass("20S");
        a.process.resume();
        fleet.pass("20S");

        assertThat(ReaderFleet.about(fleet.effects(), "a: "))
                .containsExactly("a: takes s0 #1", "a: iterator s0 TrimHorizon", "a: forgets s0");
        assertThat(fleet.owners()).containsExactly("s0=b");
    }

    @Test
    void aSecondInstanceGetsItsFairShareByHandOverAndGivesItBackWhenItStops() {
        for (int shard = 0; shard < 4; shard++) {
            fleet.stream.shard("s" + shard).put("s" + shard, "1", "2");
        }
        fleet.heldBack = 1;
        fleet.start("a");
        fleet.pass("10S");
        assertThat(fleet.owners()).containsExactly("s0=a", "s1=a", "s2=a", "s3=a");
        fleet.effects();

        var b = fleet.start("b");
        fleet.pass("10S");
        assertThat(fleet.owners()).filteredOn(owner -> owner.endsWith("=b")).hasSize(2);
        assertThat(fleet.effects())
                .filteredOn(effect -> !effect.contains("iterator"))
                .hasSize(8)
                .allMatch(effect ->
                        effect.matches("a: batch s. \\[] HAND_OVER|a: checkpoint s. 2|a: releases s.|b: takes s. #2"));

        b.stop();
        fleet.pass("3S");
        assertThat(fleet.owners()).containsExactly("s0=a", "s1=a", "s2=a", "s3=a");
    }

    @Test
    void aStopHandsOverReleasesAndLeaves() {
        fleet.heldBack = 1;
        fleet.stream.shard("s0").put("s0", "1", "2");
        var a = fleet.start("a");
        fleet.pass("1S");
        CompletableFuture<Void> stopped = a.stop();
        fleet.pass("0S");

        assertThat(stopped).isCompleted();
        fleet.pass("60S");
        assertThat(fleet.effects())
                .containsExactly(
                        "a: takes s0 #1",
                        "a: iterator s0 TrimHorizon",
                        "a: batch s0 [1, 2]",
                        "a: checkpoint s0 1",
                        "a: batch s0 [] HAND_OVER",
                        "a: checkpoint s0 2",
                        "a: releases s0",
                        "a: leaves");
    }

    @Test
    void aStopDoesNotWaitOutARetry() {
        fleet.stream.shard("s0").put("s0", "1");
        for (int nth = 1; nth <= 10; nth++) {
            fleet.fail("a: batch", nth, FailureKind.TRANSIENT);
        }
        var a = fleet.start("a");
        fleet.pass("40S");
        fleet.effects();

        CompletableFuture<Void> stopped = a.stop();
        fleet.pass("0S");

        assertThat(stopped).isCompleted();
        assertThat(fleet.effects()).endsWith("a: releases s0", "a: leaves");
    }

    @Test
    void aStopIsBoundedWhereAProcessorHangs() {
        fleet.stream.shard("s0").put("s0", "1");
        var a = fleet.start("a");
        fleet.faults.at("a: after batch", 1, () -> {
            CompletableFuture<Void> stopped = a.stop();
            fleet.pass("19S");
            assertThat(stopped).isNotDone();
            fleet.pass("2S");
            assertThat(stopped).isCompleted();
        });
        fleet.pass("60S");

        assertThat(fleet.effects()).endsWith("a: checkpoint s0 1", "a: batch s0 [] HAND_OVER", "a: releases s0");
    }

    @Test
    void failuresOfTheLeaseTableAreReportedAndRetried() {
        fleet.stream.shard("s0").put("s0", "1");
        fleet.fail("a: leases", 1, FailureKind.SETUP);
        fleet.fail("a: shards", 1, FailureKind.TRANSIENT);
        fleet.fail("a: renew", 1, FailureKind.TRANSIENT);
        fleet.start("a");
        fleet.pass("20S");

        assertThat(fleet.effects())
                .containsExactly(
                        "a: fails null SETUP",
                        "a: fails null TRANSIENT",
                        "a: takes s0 #1",
                        "a: iterator s0 TrimHorizon",
                        "a: batch s0 [1]",
                        "a: checkpoint s0 1",
                        "a: fails null TRANSIENT");
    }

    private List<String> effectsOfACrash(String point) {
        fleet.stream.shard("s0");
        fleet.start("a");
        fleet.pass("1S");
        fleet.start("b");
        fleet.pass("10S");
        fleet.effects();
        fleet.crash("a", point, 2);
        fleet.stream.put("s0", "1");
        fleet.pass("1S");
        fleet.stream.put("s0", "2");
        fleet.pass("10S");
        return fleet.effects();
    }
}
