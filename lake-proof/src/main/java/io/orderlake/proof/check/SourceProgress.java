package io.orderlake.proof.check;

import io.orderlake.proof.source.ChangeFeed.FeedShard;
import io.orderlake.proof.source.LaneHash;
import io.orderlake.proof.source.ReportedChange;
import io.orderlake.proof.state.Expected;
import io.orderlake.proof.state.ProofStore;
import io.orderlake.proof.state.SourceShardState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The states of one table's source shards, as the table's stream lists them. */
final class SourceProgress {

    private static final Logger LOG = LoggerFactory.getLogger(SourceProgress.class);

    private static final String LEFT = "left:";
    private static final int ABSENT_LISTINGS = 3;
    private static final long ABSENT_MILLIS = 60_000;

    private final ProofStore store;
    private final String table;
    private final Map<String, Absence> absences = new HashMap<>();

    /** Listings that lacked a shard one after another, and when the first one was. */
    private record Absence(long since, int listings) {
        Absence once() {
            return new Absence(since, listings + 1);
        }
    }

    SourceProgress(ProofStore store, String table) {
        this.store = store;
        this.table = table;
    }

    /** Adds new shards, and ends those that the stream has not listed for long. */
    void listed(List<FeedShard> shards, long now) {
        for (FeedShard shard : shards) {
            Optional<SourceShardState> shardState = store.shards().find(shard.name());
            if (shardState.isEmpty() || isUnlisted(shardState.get())) {
                begin(shard, shardState);
            } else {
                continueUnread(shardState.get());
            }
        }
        if (!shards.isEmpty()) {
            endAllBut(shards.stream().map(FeedShard::name).collect(Collectors.toSet()), now);
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

    /**
     * A shard that several listings lacked has ended, even if it was not read completely; its expected changes stay. A single
     * listing may lack a shard whose changes can still be read.
     */
    private void endAllBut(Set<String> listed, long now) {
        absences.keySet().removeAll(listed);
        for (SourceShardState shardState : store.shards().all()) {
            if (shardState.table().equals(table) && !listed.contains(shardState.name()) && !shardState.finished()) {
                Absence absence = absences.getOrDefault(shardState.name(), new Absence(now, 0))
                        .once();
                absences.put(shardState.name(), absence);
                if (absence.listings() >= ABSENT_LISTINGS && now - absence.since() >= ABSENT_MILLIS) {
                    end(shardState);
                }
            }
        }
    }

    private void end(SourceShardState shardState) {
        store.shards().put(shardState.ended());
        store.figure(LEFT + shardState.name(), 1);
        store.next("gaps");
        absences.remove(shardState.name());
        LOG.atWarn()
                .addKeyValue("source_shard", shardState.name())
                .log("The shard left the stream before it was read to its end: changes of it have no witness");
    }

    /** A shard that ended unread is listed again: reading continues after its last change. */
    private void continueUnread(SourceShardState shardState) {
        if (store.figure(LEFT + shardState.name()) == 1) {
            store.figure(LEFT + shardState.name(), 0);
            store.shards().put(shardState.reopened());
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
