package io.orderlake.stream.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What happens where retention has overtaken the reader. */
class GapTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final ReaderFleet fleet = new ReaderFleet();

    @Test
    void aGapIsReportedAndTheShardWaits() {
        fleet.stream.shard("s0").put("s0", "1");
        CompletableFuture<Void> stopped = startAndStop("a");
        assertThat(stopped).isCompleted();
        fleet.stream.put("s0", "2", "3", "4").trim("s0", 3);
        fleet.effects();

        fleet.start("b");
        fleet.pass("60S");

        assertThat(fleet.effects())
                .containsExactly(
                        "b: takes s0 #2",
                        "b: iterator s0 After 1",
                        "b: iterator s0 After 1",
                        "b: iterator s0 After 1",
                        "b: gap s0");
    }

    @Test
    void anAcceptedGapIsReportedAndReadingGoesOnBehindIt() {
        fleet.stream.shard("s0").put("s0", "1");
        startAndStop("a");
        fleet.stream.put("s0", "2", "3", "4").trim("s0", 3);
        fleet.effects();

        fleet.settings = ShardReaderTest.with(10, "trim-horizon", true);
        fleet.start("b");
        fleet.pass("5S");

        assertThat(fleet.effects())
                .containsExactly(
                        "b: takes s0 #2",
                        "b: iterator s0 After 1",
                        "b: iterator s0 After 1",
                        "b: iterator s0 After 1",
                        "b: gap s0 accepted",
                        "b: iterator s0 TrimHorizon",
                        "b: batch s0 [4]",
                        "b: checkpoint s0 4");
    }

    @Test
    void aReaderThatWasPausedReportsTheGapBehindItsExpiredIterator() {
        fleet.stream.shard("s0").put("s0", "1");
        fleet.start("a");
        fleet.pass("5S");
        fleet.effects();

        fleet.stream.put("s0", "2", "3", "4").trim("s0", 3);
        fleet.stream.expireIterators();
        fleet.pass("10S");

        assertThat(fleet.effects())
                .containsExactly(
                        "a: iterator s0 After 1", "a: iterator s0 After 1", "a: iterator s0 After 1", "a: gap s0");
    }

    @Test
    void aShardThatVanishedUnfinishedIsAGapAndItsChildrenWait() {
        fleet.stream.shard("s0").put("s0", "1");
        startAndStop("a");
        fleet.stream.shard("s1", "s0").put("s1", "9");
        fleet.table.add(fleet.stream.shards().get(1));
        fleet.stream.forget("s0");
        fleet.effects();

        fleet.start("b");
        fleet.pass("60S");

        assertThat(fleet.effects()).containsExactly("b: gap s0");
    }

    @Test
    void anAcceptedGapOfAVanishedShardLetsItsChildrenBegin() {
        fleet.stream.shard("s0").put("s0", "1");
        startAndStop("a");
        fleet.stream.shard("s1", "s0").put("s1", "9");
        fleet.table.add(fleet.stream.shards().get(1));
        fleet.stream.forget("s0");
        fleet.effects();

        fleet.settings = ShardReaderTest.with(10, "trim-horizon", true);
        fleet.start("b");
        fleet.pass("10S");

        assertThat(fleet.effects())
                .containsExactly(
                        "b: gap s0 accepted",
                        "b: takes s0 #2",
                        "b: checkpoint s0 null finished",
                        "b: takes s1 #1",
                        "b: iterator s1 TrimHorizon",
                        "b: batch s1 [9]",
                        "b: checkpoint s1 9");
    }

    @Test
    void aSilentGapIsReportedAfterAnOutageBeyondItsRetention() {
        fleet.stream.shard("s0").silent(DAY).put("s0", "1");
        startAndStop("a");
        fleet.stream.put("s0", "2", "3", "4").trim("s0", 3);
        fleet.pass("25H");
        fleet.effects();

        fleet.start("b");
        fleet.pass("60S");

        assertThat(ReaderFleet.about(fleet.effects(), "b: "))
                .containsExactly(
                        "b: takes s0 #2",
                        "b: iterator s0 After 1",
                        "b: iterator s0 After 1",
                        "b: iterator s0 After 1",
                        "b: gap s0");
    }

    @Test
    void anAcceptedSilentGapIsSkipped() {
        fleet.stream.shard("s0").silent(DAY).put("s0", "1");
        startAndStop("a");
        fleet.stream.put("s0", "2", "3", "4").trim("s0", 3);
        fleet.pass("25H");
        fleet.settings = ShardReaderTest.with(10, "trim-horizon", true);

        fleet.start("b");
        fleet.pass("5S");

        assertThat(fleet.effects()).contains("b: gap s0 accepted", "b: batch s0 [4]", "b: checkpoint s0 4");
    }

    @Test
    void anOutageWithinTheRetentionIsNoGap() {
        fleet.stream.shard("s0").silent(DAY).put("s0", "1");
        startAndStop("a");
        fleet.stream.put("s0", "2").trim("s0", 1);
        fleet.pass("23H");

        fleet.start("b");
        fleet.pass("5S");

        assertThat(fleet.effects()).contains("b: batch s0 [2]").doesNotContain("b: gap s0");
    }

    @Test
    void aRecordStillHeldProvesThatNothingBehindItIsRemoved() {
        fleet.stream.shard("s0").silent(DAY).put("s0", "1");
        startAndStop("a");
        fleet.stream.put("s0", "2");
        fleet.pass("25H");

        fleet.start("b");
        fleet.pass("5S");

        assertThat(fleet.effects()).contains("b: batch s0 [2]").doesNotContain("b: gap s0");
    }

    @Test
    void anIdleShardIsProvenAsLongAsItIsRead() {
        fleet.stream.shard("s0").silent(DAY).put("s0", "1");
        var instance = fleet.start("a");
        fleet.pass("1S");
        fleet.stream.trim("s0", 1);
        for (int hour = 0; hour < 50; hour++) {
            fleet.pass("1H");
        }
        instance.process.kill();
        fleet.stream.put("s0", "2");

        fleet.start("b");
        fleet.pass("20S");

        assertThat(fleet.effects()).contains("b: batch s0 [2]").doesNotContain("a: gap s0", "b: gap s0");
    }

    @Test
    void whatIsReadButNotDurableProvesNothingToTheNextOwner() {
        fleet.heldBack = 1;
        fleet.stream.shard("s0").silent(DAY).put("s0", "1", "2");
        var instance = fleet.start("a");
        fleet.pass("20H");
        instance.process.kill();
        fleet.stream.put("s0", "3").trim("s0", 2);
        fleet.pass("5H");

        fleet.start("b");
        fleet.pass("60S");

        assertThat(fleet.effects()).contains("b: gap s0").doesNotContain("b: batch s0 [3]");
    }

    @Test
    void aChildIsProvenAsFarAsItsParent() {
        fleet.stream.shard("s0").silent(DAY).put("s0", "1");
        var instance = fleet.start("a");
        fleet.pass("1S");
        fleet.stream.close("s0");
        fleet.pass("1S");
        instance.process.kill();
        fleet.stream.shard("s1", "s0").put("s1", "2", "3").trim("s1", 1);
        fleet.pass("25H");

        fleet.start("b");
        fleet.pass("60S");

        assertThat(fleet.effects()).contains("b: gap s1").doesNotContain("b: batch s1 [3]");
    }

    private CompletableFuture<Void> startAndStop(String name) {
        var instance = fleet.start(name);
        fleet.pass("1S");
        CompletableFuture<Void> stopped = instance.stop();
        fleet.pass("1S");
        return stopped;
    }
}
