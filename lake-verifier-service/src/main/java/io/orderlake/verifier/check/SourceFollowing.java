package io.orderlake.verifier.check;

import io.orderlake.contract.Lanes;
import io.orderlake.stream.IteratorExpired;
import io.orderlake.stream.RecordsTrimmed;
import io.orderlake.verifier.source.ChangeFeed;
import io.orderlake.verifier.source.ChangeFeed.FeedPage;
import io.orderlake.verifier.source.ChangeFeed.FeedShard;
import io.orderlake.verifier.source.SourceChange;
import io.orderlake.verifier.state.Expected;
import io.orderlake.verifier.state.FoldedRow;
import io.orderlake.verifier.state.FoldedRow.Witness;
import io.orderlake.verifier.state.Place;
import io.orderlake.verifier.state.ProofStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a table's changes, parents before children, and keeps each as an expectation. The place of reading moves in the same
 * commit, so that no change is expected twice or forgotten.
 */
public final class SourceFollowing {

    private static final Logger LOG = LoggerFactory.getLogger(SourceFollowing.class);

    private final ChangeFeed feed;
    private final ProofStore store;
    private final InstantSource clock;
    private final Cost cost;
    private final Duration margin;
    private final Duration discoverEvery;
    private final Map<String, String> iterators = new HashMap<>();
    private List<FeedShard> shards = List.of();
    private Instant listedAt = Instant.EPOCH;

    /** @param margin how late a stream may tell a change: an empty read speaks for the time that long before it */
    public SourceFollowing(ChangeFeed feed, ProofStore store, InstantSource clock, Cost cost, Follow follow) {
        this.feed = feed;
        this.store = store;
        this.clock = clock;
        this.cost = cost;
        this.margin = follow.margin();
        this.discoverEvery = follow.discoverEvery();
    }

    /** How a source is followed. */
    public record Follow(Duration margin, Duration discoverEvery) {}

    public String table() {
        return feed.table();
    }

    /** Milliseconds when the shards were listed last. */
    public long listedAt() {
        return listedAt.toEpochMilli();
    }

    /** Whether any shard is there to read. */
    public boolean begun() {
        return !shards.isEmpty();
    }

    /** Looks for new shards at the next turn, whatever the pause between looks. */
    public void discoverSoon() {
        listedAt = Instant.EPOCH;
    }

    /**
     * Reads what there is, each shard once.
     *
     * @return whether more may be waiting
     */
    public boolean turn() {
        discover();
        boolean more = false;
        for (FeedShard shard : shards) {
            Place place = store.place(shard.name()).orElseThrow();
            if (!place.finished() && parentsDone(shard)) {
                more |= read(shard, place);
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
        for (FeedShard shard : shards) {
            if (store.place(shard.name()).isEmpty()) {
                begin(shard);
            }
        }
        forgetTrimmed();
    }

    private void begin(FeedShard shard) {
        int number = (int) store.next("source_shards");
        // What a shard is told about begins with its parents' end.
        long through = shard.parents().stream()
                .map(parent -> store.place(sibling(shard, parent)))
                .flatMap(Optional::stream)
                .mapToLong(Place::through)
                .max()
                .orElse(0);
        store.put(new Place(
                shard.name(),
                feed.table(),
                shard.stream(),
                shard.shardId(),
                number,
                shard.epoch(),
                0,
                "",
                "",
                through,
                false));
    }

    private static String sibling(FeedShard shard, String parent) {
        return shard.name().substring(0, shard.name().lastIndexOf('/') + 1) + parent;
    }

    /** A shard that left the stream is over, whatever was not read of it; its expectations stay. */
    private void forgetTrimmed() {
        Set<String> listed = shards.stream().map(FeedShard::name).collect(Collectors.toSet());
        if (listed.isEmpty()) {
            return;
        }
        for (Place place : store.places()) {
            if (place.table().equals(feed.table()) && !listed.contains(place.name()) && !place.finished()) {
                store.put(place.ended());
                store.next("gaps");
                LOG.atWarn()
                        .addKeyValue("source_shard", place.name())
                        .log("The shard left the stream before it was read to its end: changes of it have no witness");
            }
        }
    }

    private boolean parentsDone(FeedShard shard) {
        return shard.parents().stream()
                .map(parent -> store.place(sibling(shard, parent)))
                .allMatch(parent -> parent.isEmpty() || parent.get().finished());
    }

    private boolean read(FeedShard shard, Place place) {
        String iterator = iterators.get(shard.name());
        Instant asked = clock.instant();
        FeedPage page;
        try {
            if (iterator == null) {
                iterator = feed.iterator(shard.shardId(), place.last().isEmpty() ? null : unpadded(place.last()));
            }
            page = feed.read(iterator);
        } catch (IteratorExpired expired) {
            iterators.remove(shard.name());
            return true;
        } catch (RecordsTrimmed trimmed) {
            iterators.remove(shard.name());
            gap(place);
            return true;
        }
        return page.changes().isEmpty() || place.lanes() > 0
                ? take(shard, place, page, asked)
                : feed.lanesOf(shard)
                        .map(count -> take(shard, place.inLanes(count), page, asked))
                        // Nothing of the shard has gone on; the same changes come again.
                        .orElse(false);
    }

    private void gap(Place place) {
        if (!place.last().isEmpty()) {
            store.next("gaps");
            LOG.atWarn()
                    .addKeyValue("source_shard", place.name())
                    .log("Retention has overtaken the verifier: changes of the shard have no witness");
            store.put(place.begunAnew());
        }
    }

    private boolean take(FeedShard shard, Place place, FeedPage page, Instant asked) {
        List<SourceChange> changes = page.changes();
        for (SourceChange change : changes) {
            if (page.filtered().contains(change.eventId())) {
                filtered(place, change);
            } else {
                store.expect(place, change.sequence(), expected(place, change));
            }
        }
        cost.told(changes.size());
        Place after = changes.isEmpty()
                ? place.idle(asked.minus(margin).toEpochMilli())
                : place.read(
                        changes.get(0).sequence(),
                        changes.get(changes.size() - 1).sequence(),
                        // Times are whole seconds: others of the same second may follow.
                        changes.get(changes.size() - 1).changedAt() - 1);
        String next = page.nextIterator();
        if (next == null) {
            iterators.remove(shard.name());
            store.put(after.ended());
            discoverSoon();
        } else {
            iterators.put(shard.name(), next);
            store.put(after);
        }
        return !changes.isEmpty();
    }

    private static Expected expected(Place place, SourceChange change) {
        Lanes lanes = new Lanes(place.lanes());
        String source = place.stream().substring(0, place.stream().indexOf('/'));
        return new Expected(
                change.eventId(),
                change.table(),
                change.key(),
                place.name(),
                change.laneKeys().stream()
                        .map(key -> lanes.laneOf(source, key))
                        .distinct()
                        .toList(),
                position(place, change),
                change.changedAt(),
                change.delete(),
                change.print());
    }

    private void filtered(Place place, SourceChange change) {
        FoldedRow state = new FoldedRow(
                position(place, change),
                change.delete(),
                Witness.FILTERED,
                change.print(),
                change.changedAt(),
                new long[0]);
        FoldedRow before = store.row(change.table(), change.key()).orElse(state);
        FoldedRow latest = before.position().compareTo(state.position()) > 0 ? before : state;
        store.put(change.table(), change.key(), latest.landedIn(before, -1));
    }

    private static String position(Place place, SourceChange change) {
        return "%06d-".formatted(place.epoch()) + change.sequence();
    }

    private static String unpadded(String sequence) {
        int from = 0;
        while (from < sequence.length() - 1 && sequence.charAt(from) == '0') {
            from++;
        }
        return sequence.substring(from);
    }
}
