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
 * Reads the stream behind the relay, parents before children, so that each lane keeps its order across splits and merges. Each
 * turn reads a shard once: Kinesis allows five reads a second and shard, and the transformer needs them.
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

    /** Milliseconds: all records that were in the stream before then have been read; 0 if that is not known. */
    long readThrough() {
        return readThrough;
    }

    /**
     * Passes each shard's new records to the consumer, then moves the shard's progress. Returns whether children of a shard can
     * be read now.
     */
    boolean turn(Consumer<List<StreamRecord>> take) {
        discover();
        boolean ended = false;
        for (StreamShard shard : shards) {
            StreamProgress progress = progress(shard.id());
            if (!progress.finished() && parentsDone(shard)) {
                ended |= read(shard.id(), progress, take);
            }
        }
        readThrough = Math.max(readThrough, oldestTip());
        return ended;
    }

    private StreamProgress progress(String shardId) {
        return store.relayed().progress(shardId);
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
        store.relayed().allProgress().forEach((shardId, progress) -> {
            if (!progress.finished() && !ids.contains(shardId)) {
                gap(shardId);
                store.relayed().put(shardId, new StreamProgress(progress.last(), true));
            }
        });
    }

    private boolean parentsDone(StreamShard shard) {
        return shard.parents().stream()
                .allMatch(parent -> !ids.contains(parent) || progress(parent).finished());
    }

    // Ended shards do not count: discovery adds their children in the next turn.
    private long oldestTip() {
        if (listedAt.equals(Instant.EPOCH)) {
            return 0;
        }
        return shards.stream()
                .filter(shard -> !progress(shard.id()).finished())
                .mapToLong(shard -> tips.getOrDefault(shard.id(), 0L))
                .min()
                .orElse(0);
    }

    private boolean read(String shardId, StreamProgress progress, Consumer<List<StreamRecord>> take) {
        long asked = clock.millis();
        StreamPage page;
        try {
            page = stream.read(iterator(shardId, progress), MAX_RECORDS);
        } catch (ExpiredIteratorException expired) {
            iterators.remove(shardId);
            return false;
        }
        take.accept(page.records());
        if (page.atTip()) {
            tips.put(shardId, asked);
        }
        return moved(shardId, progress, page);
    }

    private boolean moved(String shardId, StreamProgress progress, StreamPage page) {
        List<StreamRecord> records = page.records();
        String last = records.isEmpty()
                ? progress.last()
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

    // Kinesis continues after a trimmed record without an error.
    private String iterator(String shardId, StreamProgress progress) {
        String known = iterators.get(shardId);
        if (known != null) {
            return known;
        }
        if (progress.last().isEmpty()) {
            return stream.first(shardId);
        }
        if (!stream.holds(shardId, progress.last())) {
            gap(shardId);
            return stream.first(shardId);
        }
        return stream.after(shardId, progress.last());
    }

    private void gap(String shardId) {
        store.next("gaps");
        store.relayed().restartLanes();
        LOG.atWarn()
                .addKeyValue("shard", shardId)
                .log("Retention has overtaken the verifier: changes of the shard have no witness");
    }
}
