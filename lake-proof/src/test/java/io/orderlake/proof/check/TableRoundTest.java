package io.orderlake.proof.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.RowFingerprint;
import io.orderlake.proof.source.TableRows;
import io.orderlake.proof.state.ProofStore;
import io.orderlake.proof.state.SourceShardState;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableRoundTest {

    private final ProofStore store = ProofStore.inMemory();

    @Test
    void noRowIsForgottenHoweverManyDiffer() {
        int rows = 12_000;
        TableRound round = new TableRound(new Rows(rows), false, store);
        store.shards()
                .put(new SourceShardState(
                        "s/Orders/1/a", "orders", "stream", "a", 1, 1, 1, "", "", Long.MAX_VALUE, false));

        round.begin(1);
        for (int turn = 1; turn < 1000 && !round.complete(); turn++) {
            round.step(1000);
            round.recheck(turn, 0);
        }

        assertThat(round.complete()).isTrue();
        assertThat(store.differences().all()).hasSize(rows);
    }

    @Test
    void whereEveryShardHasEndedARowIsComparedOnceTheShardsAreListedLater() {
        shard("a", 1, 7, true);
        TableRound round = begun();

        settle(round, READ_AT + 1_000);
        assertThat(round.complete()).isFalse();
        settle(round, READ_AT + LATE);
        assertThat(round.complete()).isTrue();
        assertThat(store.differences().all()).hasSize(1);
    }

    @Test
    void aShardThatIsStillReadHoldsTheRoundWhateverItsParentsDid() {
        shard("a", 1, 7, true);
        shard("b", 2, READ_AT - 1, false);
        TableRound round = begun();

        settle(round, Long.MAX_VALUE);

        assertThat(round.complete()).isFalse();
    }

    @Test
    void aTableWithoutAKnownShardIsNeverCompared() {
        TableRound round = begun();

        settle(round, Long.MAX_VALUE);

        assertThat(round.complete()).isFalse();
        assertThat(store.differences().all()).isEmpty();
    }

    private static final long READ_AT = 100_000;
    private static final long LATE = 10_000;

    private TableRound begun() {
        TableRound round = new TableRound(new Rows(1), false, store);
        round.begin(1);
        while (!round.complete() && store.figure("turns") < 3) {
            store.next("turns");
            round.step(1000);
        }
        return round;
    }

    private static void settle(TableRound round, long listedAt) {
        round.recheck(READ_AT, listedAt);
        round.recheck(READ_AT, listedAt);
    }

    private void shard(String name, int number, long through, boolean finished) {
        store.shards()
                .put(new SourceShardState(
                        "s/Orders/1/" + name, "orders", "stream", name, number, 1, 1, "", "", through, finished));
    }

    /** A table whose rows the lake lacks. */
    private record Rows(int count) implements TableRows {

        @Override
        public String table() {
            return "orders";
        }

        @Override
        public Scan scan() {
            int[] from = {0};
            return limit -> {
                int to = Math.min(count, from[0] + limit);
                Page page = new Page(
                        IntStream.range(from[0], to)
                                .mapToObj(i -> new Row("row-" + i, RowFingerprint.NONE))
                                .toList(),
                        1,
                        to == count);
                from[0] = to;
                return page;
            };
        }

        @Override
        public Optional<RowFingerprint> readRow(String key) {
            return Optional.of(RowFingerprint.NONE);
        }
    }
}
