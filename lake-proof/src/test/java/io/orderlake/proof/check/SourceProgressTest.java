package io.orderlake.proof.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.proof.source.ChangeFeed.FeedShard;
import io.orderlake.proof.state.ProofStore;
import io.orderlake.proof.state.SourceShardState;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceProgressTest {

    private static final long MINUTE = 60_000;

    private final ProofStore store = ProofStore.inMemory();
    private SourceProgress progress = new SourceProgress(store, "orders");

    @Test
    void aShardThatOneListingLacksIsStillRead() {
        listed(0, "a", "b");
        listed(10 * MINUTE, "a");

        assertThat(shard("b").finished()).isFalse();
        assertThat(store.figure("gaps")).isZero();
    }

    @Test
    void aShardThatSeveralListingsLackWithinAMomentIsStillRead() {
        listed(0, "a", "b");
        for (int i = 1; i < 10; i++) {
            listed(i, "a");
        }

        assertThat(shard("b").finished()).isFalse();
    }

    @Test
    void aShardThatIsBackBetweenBeginsAnew() {
        listed(0, "a", "b");
        listed(1, "a");
        listed(2, "a");
        listed(3, "a", "b");
        listed(MINUTE + 4, "a");
        listed(MINUTE + 5, "a");

        assertThat(shard("b").finished()).isFalse();
    }

    @Test
    void aShardThatTheListingsLackForLongHasEnded() {
        leave();

        assertThat(shard("b").finished()).isTrue();
        assertThat(shard("a").finished()).isFalse();
        assertThat(store.figure("gaps")).isOne();
    }

    @Test
    void aShardThatEndedUnreadIsReadOnFromItsLastChangeWhenItIsListedAgain() {
        listed(0, "a", "b");
        store.shards().put(shard("b").withChanges("01", "05", 7));
        leave();

        progress = new SourceProgress(store, "orders");
        listed(3 * MINUTE, "a", "b");

        assertThat(shard("b").finished()).isFalse();
        assertThat(shard("b").last()).isEqualTo("05");
    }

    @Test
    void aShardThatWasReadToItsEndStaysEnded() {
        listed(0, "a", "b");
        store.shards().put(shard("b").ended());
        leave();
        listed(3 * MINUTE, "a", "b");

        assertThat(shard("b").finished()).isTrue();
        assertThat(store.figure("gaps")).isZero();
    }

    private void leave() {
        listed(0, "a", "b");
        listed(1, "a");
        listed(MINUTE, "a");
        listed(MINUTE + 1, "a");
    }

    private void listed(long now, String... names) {
        progress.listed(
                Stream.of(names)
                        .map(name -> new FeedShard("dynamodb/Orders/1/" + name, "stream", name, Set.of(), 1))
                        .toList(),
                now);
    }

    private SourceShardState shard(String name) {
        return store.shards().find("dynamodb/Orders/1/" + name).orElseThrow();
    }
}
