package io.orderlake.lakewriter;

import io.orderlake.lakewriter.claim.Claim;
import io.orderlake.lakewriter.claim.EventWindow;
import io.orderlake.lakewriter.claim.Head;
import io.orderlake.lakewriter.claim.LandedIds;
import io.orderlake.lakewriter.claim.Watermarks;
import io.orderlake.lakewriter.landing.ObjectEntry;
import io.orderlake.lakewriter.ledger.LandingResult;
import io.orderlake.lakewriter.ledger.LeaseGone;
import io.orderlake.lakewriter.ledger.Ledger;
import io.orderlake.stream.Lease;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.ShardBatch.Ending;
import io.orderlake.stream.ShardProcessor;
import io.orderlake.stream.StreamRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of a record's way into the lake: buffer, claim, land, done. What is done is durable. One instance serves all
 * shards; each shard is served by one thread at a time.
 *
 * <pre>
 *            first batch of a lease
 *               |            |
 *         no open claim   open claim
 *               v            v
 *    +----> buffering     reading its range again
 *    |          | full, old, ending  | complete, and as claimed
 *    |          v                    |
 *    |       claimed <---------------+
 *    |          v
 *    |       landed
 *    |          v
 *    +------- done
 * </pre>
 *
 * After a failure the shard keeps its state in this diagram. The same batch comes again, and the step is repeated.
 */
public final class LakeWriteProcessor implements ShardProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(LakeWriteProcessor.class);

    /** A reader's clock may be behind, and its horizon a little longer. */
    private static final Duration KEPT_LONGER = Duration.ofHours(1);

    private final Ledger ledger;
    private final ClaimLanding landing;
    private final LandingRules rules;
    private final InstantSource clock;
    private final LakeMetrics metrics;
    private final Map<String, BufferedShard> shards = new ConcurrentHashMap<>();
    private final AtomicLong bufferedBytes = new AtomicLong();

    public LakeWriteProcessor(
            Ledger ledger, ClaimLanding landing, LandingRules rules, InstantSource clock, LakeMetrics metrics) {
        this.ledger = ledger;
        this.landing = landing;
        this.rules = rules;
        this.clock = clock;
        this.metrics = metrics;
        metrics.register(this);
    }

    @Override
    public @Nullable String take(ShardBatch batch) {
        try {
            return process(batch);
        } catch (LeaseGone e) {
            lost(batch.lease());
            throw e;
        } finally {
            if (batch.ending() == Ending.HAND_OVER) {
                lost(batch.lease());
            }
        }
    }

    private @Nullable String process(ShardBatch batch) {
        BufferedShard shard = shardOf(batch.lease());
        landIfDue(shard, Ending.NONE);
        for (List<StreamRecord> packed : shard.unbuffered(batch.records())) {
            buffer(shard, packed);
            landIfDue(shard, Ending.NONE);
        }
        landIfDue(shard, batch.ending());
        if (batch.ending() == Ending.SHARD_END) {
            lost(batch.lease());
        }
        return shard.newlyDurable();
    }

    private void buffer(BufferedShard shard, List<StreamRecord> packed) {
        bufferedBytes.addAndGet(shard.range().add(packed, clock.instant()));
        shard.buffered(packed);
    }

    private void landIfDue(BufferedShard shard, Ending ending) {
        BufferedRange range = shard.range();
        boolean due = range.isBound() ? range.isWhole() || ending == Ending.SHARD_END : isDue(range, ending);
        if (due) {
            Claim claim = claim(shard, range);
            List<ObjectEntry> objects = landing.land(shard.lease(), claim, range);
            done(shard, range, claim, objects);
        }
    }

    private boolean isDue(BufferedRange range, Ending ending) {
        return !range.isEmpty()
                && (ending != Ending.NONE
                        || range.isFull(rules.maxBytes())
                        || bufferedBytes.get() >= rules.maxBufferedBytes()
                        || range.isOlderThan(rules.maxAge(), clock.instant()));
    }

    private Claim claim(BufferedShard shard, BufferedRange range) {
        Claim claim = range.claim(shard.head().lastNumber() + 1, clock.instant());
        if (range.isClaimed()) {
            range.checkWhole();
            return claim;
        }
        ledger.keep(range.plan());
        ledger.open(shard.lease(), shard.head(), claim);
        range.claimed();
        return claim;
    }

    private void done(BufferedShard shard, BufferedRange range, Claim claim, List<ObjectEntry> objects) {
        keepEventIds(shard, range, claim);
        LandingResult landed = new LandingResult(objects, range.moved(), range.watermarks(), clock.instant());
        ledger.done(shard.lease(), claim, landed);
        shard.landed(claim);
        release(range);
        removeEventIdsBeyondBound(shard);
        metrics.landed(range, landed);
        LOG.atDebug()
                .addKeyValue("stream", shard.lease().stream())
                .addKeyValue("shard", shard.lease().shardId())
                .addKeyValue("claim", claim.number())
                .addKeyValue("rows", claim.rows())
                .addKeyValue("objects", objects.size())
                .log("Landed a claim");
    }

    /** Before the claim is done: a shard must not continue while its window lacks what has landed. */
    private void keepEventIds(BufferedShard shard, BufferedRange range, Claim claim) {
        LandedIds ids = range.eventIds(claim);
        if (ids.size() > 0) {
            Instant until = claim.claimedAt().plus(rules.window().horizon()).plus(KEPT_LONGER);
            ledger.keepEventIds(shard.lease(), claim, ids, until);
        }
    }

    private void removeEventIdsBeyondBound(BufferedShard shard) {
        EventWindow window = shard.window();
        while (heldEventIds() > rules.window().maxIds() && window.removeOldest()) {
            metrics.removedEventIds();
            LOG.atWarn()
                    .addKeyValue("stream", shard.lease().stream())
                    .addKeyValue("shard", shard.lease().shardId())
                    .log("Removed event ids before their time: raise orderlake.lake.event-id-window-memory");
        }
    }

    private BufferedShard shardOf(Lease lease) {
        BufferedShard known = shards.get(id(lease));
        if (known != null && known.lease().epoch() == lease.epoch()) {
            return known;
        }
        lost(lease);
        BufferedShard begun = begin(lease);
        shards.put(id(lease), begun);
        return begun;
    }

    private BufferedShard begin(Lease lease) {
        Head head = ledger.head(lease);
        inherit(lease, head);
        LandedBefore before = new LandedBefore(ledger.watermarks(lease.stream(), lease.shardId()), window(lease));
        BufferedRange range = head.open()
                .map(open -> BufferedRange.of(lease.shardId(), open, ledger.plan(open.plan()), before))
                .orElseGet(() -> new BufferedRange(lease.shardId(), rules.plan(), before));
        return new BufferedShard(lease, head, before, rules.plan(), range);
    }

    private EventWindow window(Lease lease) {
        EventWindow.Rules window = rules.window();
        EventWindow ids = new EventWindow(window);
        if (ids.isOn()) {
            Instant since = clock.instant().minus(window.horizon());
            ledger.eventIds(lease.stream(), lease.shardId(), since, window.maxIds())
                    .forEach(ids::add);
        }
        return ids;
    }

    /** Parents are finished before a shard is read, so their watermarks are the last ones of the shard's lanes. */
    private void inherit(Lease lease, Head head) {
        if (lease.parents().isEmpty() || head.inherited() || !head.isFirst()) {
            return;
        }
        Watermarks inherited = new Watermarks();
        lease.parents().stream().sorted().forEach(parent -> inherited.raise(ledger.watermarks(lease.stream(), parent)));
        ledger.inherit(lease, inherited);
    }

    @Override
    public void lost(Lease lease) {
        shards.computeIfPresent(id(lease), (id, shard) -> {
            if (shard.lease().epoch() > lease.epoch()) {
                return shard;
            }
            release(shard.range());
            return null;
        });
    }

    private static String id(Lease lease) {
        return lease.stream() + "/" + lease.shardId();
    }

    private void release(BufferedRange range) {
        bufferedBytes.addAndGet(-range.bytes());
    }

    double bufferedBytes() {
        return bufferedBytes.get();
    }

    double openClaims() {
        return shards.values().stream()
                .filter(shard -> shard.range().isClaimed())
                .count();
    }

    double heldEventIds() {
        return shards.values().stream().mapToInt(shard -> shard.window().size()).sum();
    }
}
