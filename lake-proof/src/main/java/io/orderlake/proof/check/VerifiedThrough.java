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
 * @param millis of the last moment up to which every change is proven; 0 where nothing is yet
 * @param shards the same for each source shard that is still read
 */
public record VerifiedThrough(long millis, List<OfShard> shards) {

    /**
     * A source shard.
     *
     * @param read milliseconds up to which it has been read
     * @param awaited the oldest change that has not been met
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
     * The least over the source shards, and not beyond the oldest difference.
     *
     * @param begun whether each table has been read and compared with its fold once
     */
    static VerifiedThrough of(List<OfShard> shards, List<ProofDifference> differences, boolean begun) {
        long through = shards.stream().mapToLong(OfShard::millis).min().orElse(0);
        for (ProofDifference difference : differences) {
            through = Math.min(through, difference.since() - 1);
        }
        return new VerifiedThrough(begun ? Math.max(0, through) : 0, shards);
    }

    /** As the store stands. */
    public static VerifiedThrough of(ProofStore store, boolean begun) {
        List<OfShard> shards = new ArrayList<>();
        for (SourceShardState place : store.shards().all()) {
            Optional<Expected> awaited =
                    store.expectations().oldest(place, 1).stream().findFirst();
            if (!place.finished() || awaited.isPresent()) {
                shards.add(new OfShard(place.name(), place.finished() ? Long.MAX_VALUE : place.through(), awaited));
            }
        }
        return of(shards, store.differences().all(), begun);
    }
}
