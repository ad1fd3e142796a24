package io.orderlake.stream.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What happens where retention has overtaken the reader. */
class GapTest {

    private final ReaderFleet fleet = new ReaderFleet();

    @Test
    void aGapIsToldAndTheShardWaits() {
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
    void anAcceptedGapIsToldAndReadingGoesOnBehindIt() {
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
                        "b: story s0 [4]",
                        "b: checkpoint s0 4");
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
                        "b: story s1 [9]",
                        "b: checkpoint s1 9");
    }

    private CompletableFuture<Void> startAndStop(String name) {
        var instance = fleet.start(name);
        fleet.pass("1S");
        CompletableFuture<Void> stopped = instance.stop();
        fleet.pass("1S");
        return stopped;
    }
}
