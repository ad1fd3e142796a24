package io.orderlake.proof.check;

import io.orderlake.proof.source.ChangeFeed.FeedShard;
import io.orderlake.proof.source.LaneHash;
import io.orderlake.proof.source.ReportedChange;
import io.orderlake.proof.state.Expected;
import io.orderlake.proof.state.ProofStore;
import io.orderlake.proof.state.SourceShardState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The states of one table's source shards, as the table's stream lists them. */
final class SourceProgress {

    private static final Logger LOG = LoggerFactory.getLogger(SourceProgress.class);

    private final ProofStore store;
    private final String table;

    SourceProgress(ProofStore store, String table) {
        this.store = store;
        this.table = table;
    }

    /** Adds new shards, and ends those that the stream no longer lists. */
    void listed(List<FeedShard> shards) {
        for (FeedShard shard : shards) {
            Optional<SourceShardState> shardState = store.shards().find(shard.name());
            if (shardState.isEmpty() || isUnlisted(shardState.get())) {
                begin(shard, shardState);
            }
        }
        if (!shards.isEmpty()) {
            endAllBut(shards.stream().map(FeedShard::name).collect(Collectors.toSet()));
        }
    }

    private void begin(FeedShard shard, Optional<SourceShardState> unlisted) {
        // A shard continues at its parents' time.
        long through = parents(shard).mapToLong(SourceShardState::through).max().orElse(0);
        store.shards()
                .put(new SourceShardState(
                        shard.name(),
                        table,
                        shard.stream(),
                        shard.shardId(),
                        unlisted.map(SourceShardState::number).orElseGet(this::number),
                        shard.epoch(),
                        unlisted.map(SourceShardState::lanes).orElse(0),
                        "",
                        "",
                        through,
                        false));
    }

    /** A shard that the table's stream no longer lists; created because one of its changes arrived later. */
    SourceShardState unlisted(String name, int epoch, int lanes) {
        String shardId = name.substring(name.lastIndexOf('/') + 1);
        SourceShardState shardState =
                new SourceShardState(name, table, "", shardId, number(), epoch, lanes, "", "", 0, true);
        store.shards().put(shardState);
        return shardState;
    }

    private static boolean isUnlisted(SourceShardState shardState) {
        return shardState.stream().isEmpty();
    }

    private int number() {
        return (int) store.next("source_shards");
    }

    /** The states of a shard's parents that are known. */
    Stream<SourceShardState> parents(FeedShard shard) {
        String siblings = shard.name().substring(0, shard.name().lastIndexOf('/') + 1);
        return shard.parents().stream()
                .map(parent -> store.shards().find(siblings + parent))
                .flatMap(Optional::stream);
    }

    /** A shard that the stream no longer lists has ended, even if it was not read completely; its expected changes stay. */
    private void endAllBut(Set<String> listed) {
        for (SourceShardState shardState : store.shards().all()) {
            if (shardState.table().equals(table) && !listed.contains(shardState.name()) && !shardState.finished()) {
                store.shards().put(shardState.ended());
                store.next("gaps");
                LOG.atWarn()
                        .addKeyValue("source_shard", shardState.name())
                        .log("The shard left the stream before it was read to its end: changes of it have no witness");
            }
        }
    }

    static Expected expected(SourceShardState shardState, ReportedChange change) {
        LaneHash lanes = new LaneHash(shardState.lanes());
        return new Expected(
                change.eventId(),
                change.table(),
                change.key(),
                shardState.name(),
                change.laneKeys().stream()
                        .map(key -> lanes.laneOf(shardState.source(), key))
                        .distinct()
                        .toList(),
                position(shardState, change),
                change.changedAt(),
                change.delete(),
                change.fingerprint());
    }

    static String position(SourceShardState shardState, ReportedChange change) {
        return "%06d-".formatted(shardState.epoch()) + change.sequence();
    }
}
