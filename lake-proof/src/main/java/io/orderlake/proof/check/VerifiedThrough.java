package io.orderlake.proof.check;

import io.orderlake.proof.state.Expected;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofStore;
import io.orderlake.proof.state.SourceShardState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Up to when source and lake are proven to agree.
 *
 * @param millis of the last moment up to which every change is proven; 0 if nothing is proven yet
 * @param shards the same for each source shard that is still read
 */
public record VerifiedThrough(long millis, List<OfShard> shards) {

    /**
     * A source shard.
     *
     * @param read milliseconds up to which it has been read
     * @param awaited the oldest expected change that has not landed
     */
    public record OfShard(String name, long read, Optional<Expected> awaited) {

        long millis() {
            return awaited.map(change -> Math.min(read, change.changedAt() - 1)).orElse(read);
        }
    }

    public VerifiedThrough {
        shards = List.copyOf(shards);
    }

    /**
     * The minimum over the source shards, and not after the oldest difference.
     *
     * @param firstRoundDone whether each table has been read and compared with its fold once
     */
    static VerifiedThrough of(List<OfShard> shards, List<ProofDifference> differences, boolean firstRoundDone) {
        long through = shards.stream().mapToLong(OfShard::millis).min().orElse(0);
        for (ProofDifference difference : differences) {
            through = Math.min(through, difference.since() - 1);
        }
        return new VerifiedThrough(firstRoundDone ? Math.max(0, through) : 0, shards);
    }

    /** Computed from the store's current state. */
    public static VerifiedThrough of(ProofStore store, boolean firstRoundDone) {
        List<OfShard> shards = new ArrayList<>();
        for (SourceShardState shardState : store.shards().all()) {
            Optional<Expected> awaited =
                    store.expectations().oldest(shardState, 1).stream().findFirst();
            if (!shardState.finished() || awaited.isPresent()) {
                shards.add(new OfShard(
                        shardState.name(), shardState.finished() ? Long.MAX_VALUE : shardState.through(), awaited));
            }
        }
        return of(shards, store.differences().all(), firstRoundDone);
    }
}
