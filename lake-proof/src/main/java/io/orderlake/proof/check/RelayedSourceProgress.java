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
 * How far each source shard of a table is told where the relay's stream is the witness. The relay's lease says up to when all
 * has become durable in that stream; once the stream has been read past the moment of that answer, all of it is told.
 */
final class RelayedSourceProgress {

    private final SourceShards source;
    private final ProofStore store;
    private final SourceProgress places;
    private final InstantSource clock;
    private final TableStreamReader.Follow follow;
    private List<FeedShard> shards = List.of();
    private Instant listedAt = Instant.EPOCH;
    private @Nullable Answer waiting;

    /** What the relay's leases said at a moment. */
    private record Answer(long at, Map<String, Relayed> byShard) {}

    RelayedSourceProgress(SourceShards source, ProofStore store, InstantSource clock, TableStreamReader.Follow follow) {
        this.source = source;
        this.store = store;
        this.places = new SourceProgress(store, source.table());
        this.clock = clock;
        this.follow = follow;
    }

    boolean begun() {
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
        places.listed(shards);
    }

    /** The place of a change's source shard, in the lanes that the relay gave it. */
    SourceShardState placeOf(RelayMark mark) {
        if (store.shards().find(mark.sourceShard()).isEmpty()) {
            list();
        }
        SourceShardState place = store.shards()
                .find(mark.sourceShard())
                .orElseGet(() -> places.unlisted(mark.sourceShard(), mark.epoch(), mark.lanes()));
        if (place.lanes() > 0) {
            return place;
        }
        SourceShardState known = place.inLanes(mark.lanes());
        store.shards().put(known);
        return known;
    }

    /** Applies the relay's last answer where the stream has been read past it, and asks anew. */
    void settle(long readThrough) {
        if (waiting != null && readThrough > waiting.at()) {
            apply(waiting);
            waiting = null;
        }
        if (waiting == null && begun()) {
            Map<String, Relayed> leases = source.relayed(shards);
            if (anyEnds(leases)) {
                list(); // Children begin where their parents stand, before those end.
            }
            waiting = new Answer(clock.millis(), leases);
        }
    }

    private boolean anyEnds(Map<String, Relayed> leases) {
        return leases.entrySet().stream()
                .filter(lease -> lease.getValue().finished())
                .flatMap(lease -> store.shards().find(lease.getKey()).stream())
                .anyMatch(place -> !place.finished());
    }

    private void apply(Answer answer) {
        answer.byShard()
                .forEach((name, relayed) -> store.shards()
                        .find(name)
                        .filter(place -> !place.finished())
                        .ifPresent(place -> store.shards().put(moved(place, relayed))));
    }

    private SourceShardState moved(SourceShardState place, Relayed relayed) {
        // The source's times are whole seconds: others of the same second may follow.
        SourceShardState told = place.idle(relayed.provenAt() - follow.margin().toMillis() - 1);
        return relayed.finished() ? told.ended() : told;
    }
}
