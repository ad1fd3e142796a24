package io.orderlake.proof.check;

import io.orderlake.proof.source.ChangeFeed;
import io.orderlake.proof.source.ChangeFeed.FeedPage;
import io.orderlake.proof.source.ChangeFeed.FeedShard;
import io.orderlake.proof.source.ReportedChange;
import io.orderlake.proof.state.FoldedRow;
import io.orderlake.proof.state.FoldedRow.Witness;
import io.orderlake.proof.state.ProofStore;
import io.orderlake.proof.state.SourceShardState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/**
 * Reads a table's changes, parents before children, and stores each as an expected change. The read position moves in the same
 * commit, so that no change is expected twice or lost.
 */
public final class TableStreamReader implements ChangeWitness {

    private static final Logger LOG = LoggerFactory.getLogger(TableStreamReader.class);

    private final ChangeFeed feed;
    private final ProofStore store;
    private final SourceProgress shardStates;
    private final InstantSource clock;
    private final ProofCost cost;
    private final Duration margin;
    private final Duration discoverEvery;
    private final Map<String, String> iterators = new HashMap<>();
    private List<FeedShard> shards = List.of();
    private Instant listedAt = Instant.EPOCH;

    /** @param follow its margin is how late a stream may report a change: an empty read proves the time that long before it */
    public TableStreamReader(ChangeFeed feed, ProofStore store, InstantSource clock, ProofCost cost, Follow follow) {
        this.feed = feed;
        this.store = store;
        this.shardStates = new SourceProgress(store, feed.table());
        this.clock = clock;
        this.cost = cost;
        this.margin = follow.margin();
        this.discoverEvery = follow.discoverEvery();
    }

    /** How a source is read. */
    public record Follow(Duration margin, Duration discoverEvery) {}

    public String table() {
        return feed.table();
    }

    @Override
    public long listedAt() {
        return listedAt.toEpochMilli();
    }

    @Override
    public boolean hasShards() {
        return !shards.isEmpty();
    }

    /** Lists the shards at the next turn, even if the pause between two listings is not over. */
    public void discoverSoon() {
        listedAt = Instant.EPOCH;
    }

    @Override
    public boolean turn() {
        discover();
        boolean more = false;
        for (FeedShard shard : shards) {
            SourceShardState shardState = store.shards().find(shard.name()).orElseThrow();
            if (!shardState.finished() && parentsDone(shard)) {
                more |= read(shard, shardState);
            }
        }
        return more;
    }

    private void discover() {
        Instant now = clock.instant();
        if (now.isBefore(listedAt.plus(discoverEvery))) {
            return;
        }
        shards = feed.shards();
        listedAt = now;
        shardStates.listed(shards, now.toEpochMilli());
    }

    private boolean parentsDone(FeedShard shard) {
        return shardStates.parents(shard).allMatch(SourceShardState::finished);
    }

    private boolean read(FeedShard shard, SourceShardState shardState) {
        String iterator = iterators.get(shard.name());
        Instant asked = clock.instant();
        FeedPage page;
        try {
            if (iterator == null) {
                iterator = feed.iterator(
                        shard.shardId(), shardState.last().isEmpty() ? null : unpadded(shardState.last()));
            }
            page = feed.read(iterator);
        } catch (ExpiredIteratorException expired) {
            iterators.remove(shard.name());
            return true;
        } catch (TrimmedDataAccessException trimmed) {
            iterators.remove(shard.name());
            gap(shardState);
            return true;
        }
        return page.changes().isEmpty() || shardState.lanes() > 0
                ? take(shard, shardState, page, asked)
                : feed.lanesOf(shard)
                        .map(count -> take(shard, shardState.withLanes(count), page, asked))
                        // The relay has not begun the shard; the same changes are read again.
                        .orElse(false);
    }

    private void gap(SourceShardState shardState) {
        if (!shardState.last().isEmpty()) {
            store.next("gaps");
            LOG.atWarn()
                    .addKeyValue("source_shard", shardState.name())
                    .log("Retention has overtaken the verifier: changes of the shard have no witness");
            store.shards().put(shardState.restarted());
        }
    }

    private boolean take(FeedShard shard, SourceShardState shardState, FeedPage page, Instant asked) {
        List<ReportedChange> changes = page.changes();
        for (ReportedChange change : changes) {
            if (page.filtered().contains(change.eventId())) {
                filtered(shardState, change);
            } else {
                store.expectations().add(shardState, change.sequence(), SourceProgress.expected(shardState, change));
            }
        }
        cost.changesRead(changes.size());
        SourceShardState after = changes.isEmpty()
                ? shardState.withReadThrough(asked.minus(margin).toEpochMilli())
                : shardState.withChanges(
                        changes.get(0).sequence(),
                        changes.get(changes.size() - 1).sequence(),
                        // Times are whole seconds: more changes of the same second may follow.
                        changes.get(changes.size() - 1).changedAt() - 1);
        String next = page.nextIterator();
        if (next == null) {
            iterators.remove(shard.name());
            store.shards().put(after.ended());
            discoverSoon();
        } else {
            iterators.put(shard.name(), next);
            store.shards().put(after);
        }
        return !changes.isEmpty();
    }

    private void filtered(SourceShardState shardState, ReportedChange change) {
        FoldedRow state = new FoldedRow(
                SourceProgress.position(shardState, change),
                change.delete(),
                Witness.FILTERED,
                change.fingerprint(),
                change.changedAt(),
                new long[0]);
        FoldedRow before = store.rows().find(change.table(), change.key()).orElse(state);
        FoldedRow latest = before.position().compareTo(state.position()) > 0 ? before : state;
        store.rows().put(change.table(), change.key(), latest.landedIn(before, -1));
    }

    private static String unpadded(String sequence) {
        int from = 0;
        while (from < sequence.length() - 1 && sequence.charAt(from) == '0') {
            from++;
        }
        return sequence.substring(from);
    }
}
