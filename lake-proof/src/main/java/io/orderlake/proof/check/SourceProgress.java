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

/** The places of one table's source shards, as the table's stream lists them. */
final class SourceProgress {

    private static final Logger LOG = LoggerFactory.getLogger(SourceProgress.class);

    private final ProofStore store;
    private final String table;

    SourceProgress(ProofStore store, String table) {
        this.store = store;
        this.table = table;
    }

    /** Begins new shards, and ends those that left the stream. */
    void listed(List<FeedShard> shards) {
        for (FeedShard shard : shards) {
            Optional<SourceShardState> place = store.shards().find(shard.name());
            if (place.isEmpty() || isUnlisted(place.get())) {
                begin(shard, place);
            }
        }
        if (!shards.isEmpty()) {
            endAllBut(shards.stream().map(FeedShard::name).collect(Collectors.toSet()));
        }
    }

    private void begin(FeedShard shard, Optional<SourceShardState> unlisted) {
        // What a shard is told about begins with its parents' end.
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

    /** A shard that the table's stream no longer lists, and that nobody waits for: only changes of it came later. */
    SourceShardState unlisted(String name, int epoch, int lanes) {
        String shardId = name.substring(name.lastIndexOf('/') + 1);
        SourceShardState place =
                new SourceShardState(name, table, "", shardId, number(), epoch, lanes, "", "", 0, true);
        store.shards().put(place);
        return place;
    }

    private static boolean isUnlisted(SourceShardState place) {
        return place.stream().isEmpty();
    }

    private int number() {
        return (int) store.next("source_shards");
    }

    /** The places of a shard's parents, as far as they are known. */
    Stream<SourceShardState> parents(FeedShard shard) {
        String siblings = shard.name().substring(0, shard.name().lastIndexOf('/') + 1);
        return shard.parents().stream()
                .map(parent -> store.shards().find(siblings + parent))
                .flatMap(Optional::stream);
    }

    /** A shard that left the stream is over, whatever was not read of it; its expectations stay. */
    private void endAllBut(Set<String> listed) {
        for (SourceShardState place : store.shards().all()) {
            if (place.table().equals(table) && !listed.contains(place.name()) && !place.finished()) {
                store.shards().put(place.ended());
                store.next("gaps");
                LOG.atWarn()
                        .addKeyValue("source_shard", place.name())
                        .log("The shard left the stream before it was read to its end: changes of it have no witness");
            }
        }
    }

    static Expected expected(SourceShardState place, ReportedChange change) {
        LaneHash lanes = new LaneHash(place.lanes());
        return new Expected(
                change.eventId(),
                change.table(),
                change.key(),
                place.name(),
                change.laneKeys().stream()
                        .map(key -> lanes.laneOf(place.source(), key))
                        .distinct()
                        .toList(),
                position(place, change),
                change.changedAt(),
                change.delete(),
                change.print());
    }

    static String position(SourceShardState place, ReportedChange change) {
        return "%06d-".formatted(place.epoch()) + change.sequence();
    }
}
