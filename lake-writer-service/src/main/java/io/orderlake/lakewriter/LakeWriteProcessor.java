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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lake writer's story: records are held, claimed, landed and done; what is done is durable. Serves all shards, each
 * from one thread at a time.
 *
 * <pre>
 *            first batch of a lease
 *               |            |
 *         no open claim   open claim
 *               v            v
 *    +----> holding      reading its range again
 *    |          | full, old, ending  | whole, and as claimed
 *    |          v                    |
 *    |       claimed <---------------+
 *    |          v
 *    |       landed
 *    |          v
 *    +------- done
 * </pre>
 *
 * A failure leaves the shard where it stands in this picture; the same batch comes again and the step is tried again.
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
    private final AtomicLong heldBytes = new AtomicLong();

    public LakeWriteProcessor(
            Ledger ledger, ClaimLanding landing, LandingRules rules, InstantSource clock, LakeMetrics metrics) {
        this.ledger = ledger;
        this.landing = landing;
        this.rules = rules;
        this.clock = clock;
        this.metrics = metrics;
        metrics.show(
                this, story -> story.heldBytes.get(), LakeWriteProcessor::claimsOpen, LakeWriteProcessor::eventIdsHeld);
    }

    @Override
    public @Nullable String take(ShardBatch batch) {
        try {
            BufferedShard shard = shardOf(batch.lease());
            landIfDue(shard, Ending.NONE);
            for (List<StreamRecord> packed : shard.untaken(batch.records())) {
                hold(shard, packed);
                landIfDue(shard, Ending.NONE);
            }
            landIfDue(shard, batch.ending());
            if (batch.ending() == Ending.SHARD_END) {
                lost(batch.lease());
            }
            return shard.newlyDurable();
        } catch (LeaseGone e) {
            lost(batch.lease());
            throw e;
        } finally {
            if (batch.ending() == Ending.HAND_OVER) {
                lost(batch.lease());
            }
        }
    }

    @Override
    public void lost(Lease lease) {
        shards.computeIfPresent(lease.stream() + "/" + lease.shardId(), (id, shard) -> {
            if (shard.lease().epoch() > lease.epoch()) {
                return shard;
            }
            forget(shard.range());
            return null;
        });
    }

    private BufferedShard shardOf(Lease lease) {
        String id = lease.stream() + "/" + lease.shardId();
        BufferedShard held = shards.get(id);
        if (held != null && held.lease().epoch() == lease.epoch()) {
            return held;
        }
        lost(lease);
        BufferedShard begun = begin(lease);
        shards.put(id, begun);
        return begun;
    }

    private BufferedShard begin(Lease lease) {
        Head head = ledger.head(lease);
        inherit(lease, head);
        LandedBefore before = new LandedBefore(ledger.watermarks(lease.stream(), lease.shardId()), window(lease));
        Optional<Claim> open = head.open();
        BufferedRange range = open.isPresent()
                ? BufferedRange.of(
                        lease.shardId(), open.get(), ledger.plan(open.get().plan()), before)
                : new BufferedRange(lease.shardId(), rules.plan(), before);
        return new BufferedShard(lease, head, before, rules.plan(), range);
    }

    private EventWindow window(Lease lease) {
        EventWindow window = new EventWindow(rules.window());
        if (window.isOn()) {
            Instant since = clock.instant().minus(rules.window().horizon());
            ledger.eventIds(
                            lease.stream(),
                            lease.shardId(),
                            since,
                            rules.window().maxIds())
                    .forEach(window::add);
        }
        return window;
    }

    /** Parents are finished before a shard is read, so theirs are the last watermarks of its lanes. */
    private void inherit(Lease lease, Head head) {
        if (lease.parents().isEmpty()
                || head.inherited()
                || head.lastNumber() > 0
                || head.open().isPresent()) {
            return;
        }
        Watermarks inherited = new Watermarks();
        lease.parents().stream().sorted().forEach(parent -> inherited.raise(ledger.watermarks(lease.stream(), parent)));
        ledger.inherit(lease, inherited);
    }

    private void hold(BufferedShard shard, List<StreamRecord> packed) {
        heldBytes.addAndGet(shard.range().add(packed, clock.instant()));
        shard.took(packed);
    }

    private void landIfDue(BufferedShard shard, Ending ending) {
        BufferedRange range = shard.range();
        boolean due = range.isBound()
                ? range.isWhole() || ending == Ending.SHARD_END
                : !range.isEmpty()
                        && (ending != Ending.NONE
                                || range.isFull(rules.maxBytes())
                                || heldBytes.get() >= rules.maxHeldBytes()
                                || range.isOlderThan(rules.maxAge(), clock.instant()));
        if (due) {
            land(shard, range);
        }
    }

    private void land(BufferedShard shard, BufferedRange range) {
        Claim claim = claim(shard, range);
        List<ObjectEntry> objects = landing.land(shard.lease(), claim, range);
        done(shard, range, claim, objects);
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
        forget(range);
        forgetEventIdsBeyondBound(shard);
        metrics.landed(range, landed);
        LOG.atDebug()
                .addKeyValue("stream", shard.lease().stream())
                .addKeyValue("shard", shard.lease().shardId())
                .addKeyValue("claim", claim.number())
                .addKeyValue("rows", claim.rows())
                .addKeyValue("objects", objects.size())
                .log("Landed");
    }

    /** Before the claim is done: a shard must not go on while its window lacks what has landed. */
    private void keepEventIds(BufferedShard shard, BufferedRange range, Claim claim) {
        LandedIds ids = range.eventIds(claim);
        if (ids.size() > 0) {
            Instant until = claim.claimedAt().plus(rules.window().horizon()).plus(KEPT_LONGER);
            ledger.keepEventIds(shard.lease(), claim, ids, until);
        }
    }

    private void forgetEventIdsBeyondBound(BufferedShard shard) {
        EventWindow window = shard.window();
        while (eventIdsHeld() > rules.window().maxIds() && window.forgetOldest()) {
            metrics.forgotEventIds();
            LOG.atWarn()
                    .addKeyValue("stream", shard.lease().stream())
                    .addKeyValue("shard", shard.lease().shardId())
                    .log("Forgot event ids before their time: raise orderlake.lake.event-id-window-memory");
        }
    }

    private double eventIdsHeld() {
        return shards.values().stream().mapToInt(shard -> shard.window().size()).sum();
    }

    private double claimsOpen() {
        return shards.values().stream()
                .filter(shard -> shard.range().isClaimed())
                .count();
    }

    private void forget(BufferedRange range) {
        heldBytes.addAndGet(-range.bytes());
    }
}
