package io.orderlake.proof.check;

import io.orderlake.proof.source.ChangeStream;
import io.orderlake.proof.source.ChangeStream.StreamPage;
import io.orderlake.proof.source.ChangeStream.StreamRecord;
import io.orderlake.proof.source.ChangeStream.StreamShard;
import io.orderlake.proof.state.ProofStore;
import io.orderlake.proof.state.StreamProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;

/**
 * Reads the stream behind the relay, parents before children, so that each lane is told in its order across splits and merges.
 * One read a shard and turn: five reads a second are all that a shard gives, and the transformer needs them.
 */
public final class RelayedStreamReader {

    private static final Logger LOG = LoggerFactory.getLogger(RelayedStreamReader.class);
    private static final int MAX_RECORDS = 5_000;

    private final ChangeStream stream;
    private final ProofStore store;
    private final InstantSource clock;
    private final Duration discoverEvery;
    private final Map<String, String> iterators = new HashMap<>();
    private final Map<String, Long> tips = new HashMap<>();
    private List<StreamShard> shards = List.of();
    private Set<String> ids = Set.of();
    private Instant listedAt = Instant.EPOCH;
    private long readThrough;

    public RelayedStreamReader(ChangeStream stream, ProofStore store, InstantSource clock, Duration discoverEvery) {
        this.stream = stream;
        this.store = store;
        this.clock = clock;
        this.discoverEvery = discoverEvery;
    }

    /** Milliseconds: what stood in the stream before then has been taken; 0 where that is not known. */
    long readThrough() {
        return readThrough;
    }

    /** Hands on what each shard has; the place moves when it is taken. Gives whether a shard's children wait. */
    boolean turn(Consumer<List<StreamRecord>> take) {
        discover();
        boolean ended = false;
        for (StreamShard shard : shards) {
            StreamProgress place = place(shard.id());
            if (!place.finished() && parentsDone(shard)) {
                ended |= read(shard.id(), place, take);
            }
        }
        readThrough = Math.max(readThrough, least());
        return ended;
    }

    private StreamProgress place(String shardId) {
        return store.relayed().place(shardId);
    }

    private void discover() {
        Instant now = clock.instant();
        if (now.isBefore(listedAt.plus(discoverEvery))) {
            return;
        }
        shards = stream.shards();
        ids = shards.stream().map(StreamShard::id).collect(Collectors.toSet());
        listedAt = now;
        if (!shards.isEmpty()) {
            endUnlisted();
        }
    }

    private void endUnlisted() {
        store.relayed().places().forEach((shardId, place) -> {
            if (!place.finished() && !ids.contains(shardId)) {
                gap(shardId);
                store.relayed().put(shardId, new StreamProgress(place.last(), true));
            }
        });
    }

    private boolean parentsDone(StreamShard shard) {
        return shard.parents().stream()
                .allMatch(parent -> !ids.contains(parent) || place(parent).finished());
    }

    // Behind a shard's end its children have to be listed first: until then nobody knows who holds what came next.
    private long least() {
        if (listedAt.equals(Instant.EPOCH)) {
            return 0;
        }
        return shards.stream()
                .filter(shard -> !place(shard.id()).finished())
                .mapToLong(shard -> tips.getOrDefault(shard.id(), 0L))
                .min()
                .orElse(0);
    }

    private boolean read(String shardId, StreamProgress place, Consumer<List<StreamRecord>> take) {
        long asked = clock.millis();
        StreamPage page;
        try {
            page = stream.read(iterator(shardId, place), MAX_RECORDS);
        } catch (ExpiredIteratorException expired) {
            iterators.remove(shardId);
            return false;
        }
        take.accept(page.records());
        if (page.atTip()) {
            tips.put(shardId, asked);
        }
        return moved(shardId, place, page);
    }

    private boolean moved(String shardId, StreamProgress place, StreamPage page) {
        List<StreamRecord> records = page.records();
        String last = records.isEmpty()
                ? place.last()
                : records.get(records.size() - 1).sequence();
        String next = page.nextIterator();
        store.relayed().put(shardId, new StreamProgress(last, next == null));
        if (next != null) {
            iterators.put(shardId, next);
            return false;
        }
        iterators.remove(shardId);
        listedAt = Instant.EPOCH;
        return true;
    }

    // Kinesis goes on behind a trimmed record without a word.
    private String iterator(String shardId, StreamProgress place) {
        String known = iterators.get(shardId);
        if (known != null) {
            return known;
        }
        if (place.last().isEmpty()) {
            return stream.first(shardId);
        }
        if (!stream.holds(shardId, place.last())) {
            gap(shardId);
            return stream.first(shardId);
        }
        return stream.after(shardId, place.last());
    }

    private void gap(String shardId) {
        store.next("gaps");
        store.relayed().begunAnew();
        LOG.atWarn()
                .addKeyValue("shard", shardId)
                .log("Retention has overtaken the verifier: changes of the shard have no witness");
    }
}
