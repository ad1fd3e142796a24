package io.orderlake.proof.check;

import io.orderlake.proof.source.ChangeFeed.FeedShard;
import io.orderlake.proof.source.RelayMark;
import io.orderlake.proof.source.SourceShards;
import io.orderlake.proof.source.SourceShards.Relayed;
import io.orderlake.proof.state.ProofStore;
import io.orderlake.proof.state.SourceShardState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far each source shard of a table has been read if the witness is the relay's stream. The relay's lease contains the time
 * up to which all changes are durable in that stream. Once the stream has been read past the moment at which the lease was
 * read, all of those changes have been read.
 */
final class RelayedSourceProgress {

    private final SourceShards source;
    private final ProofStore store;
    private final SourceProgress shardStates;
    private final InstantSource clock;
    private final TableStreamReader.Follow follow;
    private List<FeedShard> shards = List.of();
    private Instant listedAt = Instant.EPOCH;
    private @Nullable Answer waiting;

    /** The relay's leases, and when they were read. */
    private record Answer(long at, Map<String, Relayed> byShard) {}

    RelayedSourceProgress(SourceShards source, ProofStore store, InstantSource clock, TableStreamReader.Follow follow) {
        this.source = source;
        this.store = store;
        this.shardStates = new SourceProgress(store, source.table());
        this.clock = clock;
        this.follow = follow;
    }

    boolean hasShards() {
        return !shards.isEmpty();
    }

    void discover() {
        if (!clock.instant().isBefore(listedAt.plus(follow.discoverEvery()))) {
            list();
        }
    }

    private void list() {
        shards = source.shards();
        listedAt = clock.instant();
        shardStates.listed(shards, listedAt.toEpochMilli());
    }

    /** The state of a change's source shard, with the lane count that the relay gave it. */
    SourceShardState stateOf(RelayMark mark) {
        if (store.shards().find(mark.sourceShard()).isEmpty()) {
            list();
        }
        SourceShardState shardState = store.shards()
                .find(mark.sourceShard())
                .orElseGet(() -> shardStates.unlisted(mark.sourceShard(), mark.epoch(), mark.lanes()));
        if (shardState.lanes() > 0) {
            return shardState;
        }
        SourceShardState known = shardState.withLanes(mark.lanes());
        store.shards().put(known);
        return known;
    }

    /** Applies the leases that were read last if the stream has been read past that moment, and reads the leases again. */
    void applyLeases(long readThrough) {
        if (waiting != null && readThrough > waiting.at()) {
            apply(waiting);
            waiting = null;
        }
        if (waiting == null && hasShards()) {
            Map<String, Relayed> leases = source.relayed(shards);
            if (anyEnds(leases)) {
                list(); // A child begins at its parent's time: list the children before the parents end.
            }
            waiting = new Answer(clock.millis(), leases);
        }
    }

    private boolean anyEnds(Map<String, Relayed> leases) {
        return leases.entrySet().stream()
                .filter(lease -> lease.getValue().finished())
                .flatMap(lease -> store.shards().find(lease.getKey()).stream())
                .anyMatch(shardState -> !shardState.finished());
    }

    private void apply(Answer answer) {
        answer.byShard()
                .forEach((name, relayed) -> store.shards()
                        .find(name)
                        .filter(shardState -> !shardState.finished())
                        .ifPresent(shardState -> store.shards().put(moved(shardState, relayed))));
    }

    private SourceShardState moved(SourceShardState shardState, Relayed relayed) {
        // The source's times are whole seconds: more changes of the same second may follow.
        SourceShardState read =
                shardState.withReadThrough(relayed.provenAt() - follow.margin().toMillis() - 1);
        return relayed.finished() ? read.ended() : read;
    }
}
