package io.orderlake.stream.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.stream.FailureKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardReaderTest {

    private final ReaderFleet fleet = new ReaderFleet();

    @Test
    void takesAShardAndReadsItInOrder() {
        fleet.stream.shard("s0").put("s0", "1", "2");
        fleet.start("a");
        fleet.pass("1S");
        fleet.stream.put("s0", "3");
        fleet.pass("1S");

        assertThat(fleet.effects())
                .containsExactly(
                        "a: takes s0 #1",
                        "a: iterator s0 TrimHorizon",
                        "a: batch s0 [1, 2]",
                        "a: checkpoint s0 2",
                        "a: batch s0 [3]",
                        "a: checkpoint s0 3");
    }

    @Test
    void readsOnAtOnceWhileThereIsABacklog() {
        fleet.settings = with(2, "trim-horizon", false);
        fleet.stream.shard("s0").put("s0", "1", "2", "3", "4", "5");

        fleet.start("a");
        fleet.pass("0S");

        assertThat(ReaderFleet.about(fleet.effects(), "batch"))
                .containsExactly("a: batch s0 [1, 2]", "a: batch s0 [3, 4]", "a: batch s0 [5]");
    }

    @Test
    void startsWhereTheSettingsSayAndChildrenAtTheirOldestRecord() {
        fleet.settings = with(10, "latest", false);
        fleet.stream.shard("s0").put("s0", "1");
        fleet.start("a");
        fleet.pass("1S");
        fleet.stream.put("s0", "2").close("s0").shard("s1", "s0").put("s1", "3");
        fleet.pass("1S");

        assertThat(fleet.effects())
                .containsExactly(
                        "a: takes s0 #1",
                        "a: iterator s0 Latest",
                        "a: batch s0 [2] SHARD_END",
                        "a: checkpoint s0 2 finished",
                        "a: takes s1 #1",
                        "a: iterator s1 TrimHorizon",
                        "a: batch s1 [3]",
                        "a: checkpoint s1 3");
    }

    @Test
    void checkpointsOnlyWhatTheProcessorReturnsAsDurable() {
        fleet.heldBack = 2;
        fleet.stream.shard("s0").put("s0", "1", "2", "3");
        fleet.start("a");
        fleet.pass("1S");
        fleet.stream.put("s0", "4");
        fleet.pass("1S");

        assertThat(ReaderFleet.about(fleet.effects(), "checkpoint"))
                .containsExactly("a: checkpoint s0 1", "a: checkpoint s0 2");
    }

    @Test
    void aClosedShardIsFinishedOnlyWhenAllOfItIsDurable() {
        fleet.heldBack = 3;
        fleet.durablePerEnding = 1;
        fleet.stream.shard("s0").put("s0", "1", "2", "3").close("s0").shard("s1", "s0");

        fleet.start("a");
        fleet.pass("2S");

        assertThat(fleet.effects())
                .containsExactly(
                        "a: takes s0 #1",
                        "a: iterator s0 TrimHorizon",
                        "a: batch s0 [1, 2, 3] SHARD_END",
                        "a: checkpoint s0 1",
                        "a: batch s0 [] SHARD_END",
                        "a: checkpoint s0 2",
                        "a: batch s0 [] SHARD_END",
                        "a: checkpoint s0 3 finished",
                        "a: takes s1 #1",
                        "a: iterator s1 TrimHorizon");
    }

    @Test
    void failuresAtAShardsEndAreWaitedOutBeforeItIsFinished() {
        fleet.stream.shard("s0").put("s0", "1", "2").close("s0").shard("s1", "s0");
        fleet.fail("a: batch", 1, FailureKind.TRANSIENT);
        fleet.fail("a: checkpoint", 1, FailureKind.TRANSIENT);

        fleet.start("a");
        fleet.pass("2S");

        assertThat(fleet.effects())
                .containsExactly(
                        "a: takes s0 #1",
                        "a: iterator s0 TrimHorizon",
                        "a: fails s0 TRANSIENT",
                        "a: batch s0 [1, 2] SHARD_END",
                        "a: fails s0 TRANSIENT",
                        "a: checkpoint s0 2",
                        "a: batch s0 [] SHARD_END",
                        "a: checkpoint s0 2 finished",
                        "a: takes s1 #1",
                        "a: iterator s1 TrimHorizon");
    }

    @Test
    void readsParentsBeforeChildrenOverASplit() {
        fleet.settings = with(1, "trim-horizon", false);
        fleet.stream.shard("s0").put("s0", "1", "2").close("s0");
        fleet.stream.shard("s1", "s0").put("s1", "3").shard("s2", "s0").put("s2", "4");

        fleet.start("a");
        fleet.pass("5S");

        assertThat(ReaderFleet.about(fleet.effects(), "s0"))
                .containsExactly(
                        "a: takes s0 #1",
                        "a: iterator s0 TrimHorizon",
                        "a: batch s0 [1]",
                        "a: checkpoint s0 1",
                        "a: batch s0 [2] SHARD_END",
                        "a: checkpoint s0 2 finished");
        assertThat(fleet.table.all())
                .allSatisfy(lease -> assertThat(lease.checkpoint())
                        .isEqualTo(List.of("2", "3", "4")
                                .get(Integer.parseInt(lease.shardId().substring(1)))));
    }

    @Test
    void aChildOfAMergeWaitsForBothParents() {
        fleet.stream.shard("s0").put("s0", "1").close("s0").shard("s1").put("s1", "2");
        fleet.stream.shard("s2", "s0", "s1").put("s2", "3");
        fleet.start("a");
        fleet.pass("20S");
        assertThat(ReaderFleet.about(fleet.effects(), "batch s2")).isEmpty();

        fleet.stream.close("s1");
        fleet.pass("5S");

        assertThat(fleet.effects())
                .containsExactly(
                        "a: batch s1 [] SHARD_END",
                        "a: checkpoint s1 2 finished",
                        "a: takes s2 #1",
                        "a: iterator s2 TrimHorizon",
                        "a: batch s2 [3]",
                        "a: checkpoint s2 3");
    }

    @Test
    void aProcessorThatFailsGetsTheSameBatchAgainWithGrowingPauses() {
        fleet.stream.shard("s0").put("s0", "1");
        for (int nth = 1; nth <= 12; nth++) {
            fleet.fail("a: batch", nth, nth % 2 == 0 ? FailureKind.SETUP : FailureKind.TRANSIENT);
        }
        var a = fleet.start("a");
        fleet.pass("60S");
        assertThat(a.failures).hasSizeLessThan(12);
        fleet.pass("120S");

        assertThat(a.failures)
                .extracting(failure -> failure.attempt())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(ReaderFleet.about(fleet.effects(), "batch")).containsExactly("a: batch s0 [1]");
    }

    @Test
    void aBugIsReportedOnceAndTheShardStops() {
        fleet.stream.shard("s0").put("s0", "1");
        fleet.faults.at("a: batch", 1, () -> {
            throw new IllegalStateException("our mistake");
        });
        fleet.start("a");
        fleet.pass("60S");

        assertThat(fleet.effects())
                .containsExactly("a: takes s0 #1", "a: iterator s0 TrimHorizon", "a: bug our mistake");
    }

    @Test
    void anExpiredIteratorIsRenewedBehindWhatWasRead() {
        fleet.heldBack = 1;
        fleet.stream.shard("s0").put("s0", "1", "2", "3");
        fleet.start("a");
        fleet.pass("1S");
        fleet.effects();

        fleet.stream.expireIterators();
        fleet.stream.put("s0", "4");
        fleet.pass("1S");

        assertThat(fleet.effects()).containsExactly("a: iterator s0 After 3", "a: batch s0 [4]", "a: checkpoint s0 3");
    }

    static ReaderSettings with(int batchSize, String start, boolean acceptGap) {
        ReaderSettings defaults = ReaderSettings.defaults();
        return new ReaderSettings(
                defaults.pollEvery(),
                batchSize,
                defaults.leaseDuration(),
                defaults.renewEvery(),
                defaults.discoverEvery(),
                defaults.retryFrom(),
                defaults.retryUpTo(),
                defaults.stopWithin(),
                start,
                acceptGap);
    }
}
