package io.orderlake.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.relay.StreamSuccession.TableStream;
import io.orderlake.stream.Lease;
import io.orderlake.stream.Shard;
import io.orderlake.stream.StreamFailure;
import io.orderlake.stream.read.MemoryLeases;
import io.orderlake.stream.read.MemoryStream;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Three streams of one table, each made after the one before. */
class StreamSuccessionTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final TableStream FIRST = new TableStream("first", NOON);
    private static final TableStream SECOND = new TableStream("second", NOON.plusSeconds(3600));
    private static final TableStream THIRD = new TableStream("third", NOON.plusSeconds(7200));
    private static final List<TableStream> ALL = List.of(FIRST, SECOND, THIRD);

    private final RelayFixtures.MemoryRegister register = new RelayFixtures.MemoryRegister();
    private final MemoryLeases leases = new MemoryLeases("first");
    private final MemoryStream shards = new MemoryStream("first").shard("s0").shard("s1");

    @Test
    void aTableThatWasNeverReadBeginsWithItsCurrentStream() {
        assertThat(toRead(ALL)).isEqualTo(THIRD);
    }

    @Test
    void aStreamIsReadToItsEndThoughTheTableHasANewOne() {
        register.epochOf("T", "first");
        assertThat(toRead(ALL)).as("no shard of it was begun").isEqualTo(FIRST);

        held("s0", null, true);
        assertThat(toRead(ALL)).as("one shard was not begun").isEqualTo(FIRST);

        held("s1", NOON.plusSeconds(3600), false);
        assertThat(toRead(ALL)).as("what came last may not have shown").isEqualTo(FIRST);
    }

    @Test
    void theNextStreamBeginsWhenAllShardsAreFinishedOrReadBeyondIt() {
        register.epochOf("T", "first");
        held("s0", null, true);
        held("s1", SECOND.since().plus(StreamSuccession.LATEST), false);

        assertThat(toRead(ALL)).as("and no stream is left out").isEqualTo(SECOND);
    }

    @Test
    void aStreamThatWentAfterItWasReadIsNoGap() {
        register.epochOf("T", "first");
        held("s0", null, true);
        shards.forget("s0");
        shards.forget("s1");

        assertThat(toRead(List.of(SECOND, THIRD))).isEqualTo(SECOND);
    }

    @Test
    void aStreamThatWasRemovedBeforeItsEndIsAGapUntilItIsAccepted() {
        register.epochOf("T", "first");
        held("s0", NOON, false);

        assertThatThrownBy(() -> toRead(List.of(SECOND, THIRD)))
                .isInstanceOf(StreamFailure.class)
                .hasMessage(
                        "Cannot relay table T: expected its stream first to be read to its end before second, but it is"
                                + " gone, and changes may be missing. To go on behind the gap, set orderlake.reader.accept-gap=true");
        assertThat(succession(true).toRead("T", List.of(SECOND, THIRD))).isEqualTo(SECOND);
    }

    private TableStream toRead(List<TableStream> streams) {
        return succession(false).toRead("T", streams);
    }

    private StreamSuccession succession(boolean acceptGap) {
        return new StreamSuccession(register, stream -> leases, stream -> shards, acceptGap);
    }

    private void held(String shard, @Nullable Instant proven, boolean finished) {
        leases.add(new Shard(shard, Set.of()));
        Lease free = leases.all().stream()
                .filter(lease -> lease.shardId().equals(shard))
                .findFirst()
                .orElseThrow();
        Lease held = leases.take(free, "relay-1").orElseThrow().proven(proven);
        assertThat(leases.checkpoint(held, null, finished)).isPresent();
    }
}
