package io.orderlake.lakewriter.ledger;

import static io.orderlake.lakewriter.ledger.LedgerNames.*;

import io.orderlake.contract.Person;
import io.orderlake.contract.Timestamps;
import io.orderlake.lakewriter.claim.Claim;
import io.orderlake.lakewriter.claim.Dropped;
import io.orderlake.lakewriter.claim.Head;
import io.orderlake.lakewriter.claim.LandedIds;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.PlanJson;
import io.orderlake.lakewriter.claim.Watermarks;
import io.orderlake.lakewriter.landing.ObjectEntry;
import io.orderlake.lakewriter.ledger.ClaimedObject.Rewritten;
import io.orderlake.stream.Lease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Formats and parses every item of the ledger table. The head is part of the lease's item. */
final class LedgerItems {

    /** An object takes about 500 bytes, and an item at most 400 KB. */
    private static final int OBJECTS_PER_ITEM = 400;

    /** A transaction takes at most 100 items. Head and claim need some of them. */
    private static final int SINGLE_WATERMARKS = 80;

    /** An item takes at most 400 KB. */
    private static final int ITEM_BYTES = 350_000;

    /** A transaction takes at most 4 MB. The objects need some of them. */
    private static final int TRANSACTION_BYTES = 2_500_000;

    /** Of rows and of rejects: together they fit into an item. */
    private static final int IDS_PER_ITEM = 10_000;

    private LedgerItems() {}

    static Item key(String pk, String sk) {
        return new Item().with(PK, pk).with(SK, sk);
    }

    static Item headKey(String stream, String shardId) {
        return key(stream, SHARD_PREFIX + shardId);
    }

    /** Partition key of a shard's claims, watermarks, event ids and ancestors. */
    static String shardKey(String stream, String shardId) {
        return stream + "/" + shardId;
    }

    private static Item shardKey(Lease lease, String name) {
        return key(shardKey(lease.stream(), lease.shardId()), name);
    }

    static String claimName(long number) {
        return CLAIM_PREFIX + "%010d".formatted(number);
    }

    /** The rest of an item's name behind its kind. */
    static String nameIn(Item item, String kind) {
        return item.text(SK).substring(kind.length());
    }

    static boolean isHeldBy(Item head, Lease lease) {
        return head.has(OWNER)
                && head.text(OWNER).equals(String.valueOf(lease.owner()))
                && head.has(EPOCH)
                && head.number(EPOCH) == lease.epoch();
    }

    static Head head(Item item) {
        Optional<Item> last = item.has(LAST_CLAIM) ? Optional.of(item.map(LAST_CLAIM)) : Optional.empty();
        return new Head(
                last.map(claim -> claim.number(NUMBER)).orElse(0L),
                last.map(claim -> claim.text(LAST_SEQUENCE)),
                item.has(OPEN_CLAIM) ? Optional.of(claim(item.map(OPEN_CLAIM))) : Optional.empty(),
                item.has(INHERITED));
    }

    static Item lastClaim(Claim claim) {
        return new Item().with(NUMBER, claim.number()).with(LAST_SEQUENCE, claim.lastSequence());
    }

    static Item claim(Claim claim) {
        Item item = new Item()
                .with(NUMBER, claim.number())
                .with(FIRST_SEQUENCE, claim.firstSequence())
                .with(LAST_SEQUENCE, claim.lastSequence())
                .with(RECORDS, claim.records())
                .with(ROWS, claim.rows());
        if (claim.dropped().count() > 0) {
            item.with(DROPPED, claim.dropped().bytes());
        }
        return item.with(PLAN, claim.plan()).with(CLAIMED_AT, Timestamps.text(claim.claimedAt()));
    }

    static Claim claim(Item item) {
        return new Claim(
                item.number(NUMBER),
                item.text(FIRST_SEQUENCE),
                item.text(LAST_SEQUENCE),
                (int) item.number(RECORDS),
                (int) item.number(ROWS),
                item.has(DROPPED) ? Dropped.of(item.bytes(DROPPED)) : Dropped.NONE,
                item.text(PLAN),
                Instant.parse(item.text(CLAIMED_AT)));
    }

    /** The claim as the log keeps it. Its objects may need several items. */
    static List<Item> doneClaim(Lease lease, Claim claim, LandingResult landed) {
        List<Item> items = new ArrayList<>();
        String name = claimName(claim.number());
        List<ObjectEntry> objects = landed.objects();
        for (int from = 0; from == 0 || from < objects.size(); from += OBJECTS_PER_ITEM) {
            List<ObjectEntry> part = objects.subList(from, Math.min(objects.size(), from + OBJECTS_PER_ITEM));
            items.add(shardKey(lease, from == 0 ? name : name + "#objects#" + from / OBJECTS_PER_ITEM)
                    .with(OBJECTS, part.stream().map(LedgerItems::object).toList()));
        }
        items.get(0)
                .with(claim(claim))
                .with(DONE_AT, Timestamps.text(landed.at()))
                .with(DONE_BY, String.valueOf(lease.owner()))
                .with(LEASE_EPOCH, lease.epoch());
        return items;
    }

    /** Whether the item is the first of a claim that is done. */
    static boolean isFirstOfClaim(Item item) {
        return item.has(RECORDS);
    }

    /** @param items all items of the claim, the first one first */
    static DoneClaim doneClaim(String shardId, List<Item> items) {
        Item first = items.get(0);
        List<ObjectEntry> objects = items.stream()
                .flatMap(item -> item.maps(OBJECTS).stream())
                .map(LedgerItems::object)
                .toList();
        return new DoneClaim(shardId, claim(first), objects, Instant.parse(first.text(DONE_AT)));
    }

    private static Item object(ObjectEntry object) {
        return new Item()
                .with(KEY, object.key())
                .with(ROWS, object.rows())
                .with(LENGTH, object.length())
                .with(SHA256, object.sha256());
    }

    private static ObjectEntry object(Item item) {
        return new ObjectEntry(item.text(KEY), (int) item.number(ROWS), item.number(LENGTH), item.text(SHA256));
    }

    /** The object of that key, if the item has it. */
    static Optional<ClaimedObject> claimed(Item claim, String key) {
        List<Item> objects = claim.has(OBJECTS) ? claim.maps(OBJECTS) : List.of();
        for (int i = 0; i < objects.size(); i++) {
            if (objects.get(i).text(KEY).equals(key)) {
                Item object = objects.get(i);
                return Optional.of(new ClaimedObject(
                        new ClaimedObject.Location(claim.text(PK), claim.text(SK), i),
                        object(object),
                        object.has(ERASING) ? Optional.of(rewritten(object.map(ERASING))) : Optional.empty()));
            }
        }
        return Optional.empty();
    }

    static Item version(long length, String sha256) {
        return new Item().with(LENGTH, length).with(SHA256, sha256);
    }

    static Item rewritten(Rewritten to) {
        return version(to.length(), to.sha256()).with(ERASED, to.erased()).with(REMOVED, to.removed());
    }

    private static Rewritten rewritten(Item item) {
        return new Rewritten(
                item.number(LENGTH), item.text(SHA256), (int) item.number(ERASED), (int) item.number(REMOVED));
    }

    /**
     * One item for each source shard. If these do not fit into a transaction, shared items of the claim contain only what
     * moved. A reader takes the highest of all items.
     */
    static List<Item> watermarks(Lease lease, Claim claim, LandingResult landed, Instant expiresAt) {
        Watermarks whole = landed.watermarks();
        if (!whole.isWithin(SINGLE_WATERMARKS, ITEM_BYTES, TRANSACTION_BYTES)) {
            return sharedWatermarks(lease, claimName(claim.number()), landed.moved(), expiresAt);
        }
        return whole.sourceShards().stream()
                .map(sourceShard -> watermarks(lease, sourceShard, whole.of(sourceShard), expiresAt))
                .toList();
    }

    static List<Item> sharedWatermarks(Lease lease, String unique, Watermarks watermarks, Instant expiresAt) {
        List<Item> items = new ArrayList<>();
        for (Watermarks part : watermarks.split(ITEM_BYTES)) {
            items.add(watermarks(lease, unique + "#" + items.size(), part, expiresAt));
        }
        return items;
    }

    private static Item watermarks(Lease lease, String name, Watermarks watermarks, Instant expiresAt) {
        Item lanes = new Item();
        for (String sourceShard : watermarks.sourceShards()) {
            Item ofShard = new Item();
            watermarks.lanes(sourceShard).forEach((lane, sequence) -> ofShard.with(lane.toString(), sequence));
            lanes.with(sourceShard, ofShard);
        }
        return shardKey(lease, WATERMARK_PREFIX + name)
                .with(SOURCE_SHARDS, lanes)
                .with(EXPIRES_AT, expiresAt.getEpochSecond());
    }

    /** Raises the watermarks to those of an item, unless it has expired: DynamoDB removes expired items late. */
    static void raise(Watermarks watermarks, Item item, Instant now) {
        if (item.number(EXPIRES_AT) > now.getEpochSecond()) {
            Item lanes = item.map(SOURCE_SHARDS);
            lanes.attributes()
                    .keySet()
                    .forEach(sourceShard -> lanes.map(sourceShard)
                            .attributes()
                            .forEach((lane, sequence) ->
                                    watermarks.raise(sourceShard, Integer.parseInt(lane), sequence.s())));
        }
    }

    /** The event ids of a claim. The same claim gives the same items. */
    static List<Item> eventIds(Lease lease, Claim claim, LandedIds ids, Instant expiresAt) {
        List<Item> items = new ArrayList<>();
        for (LandedIds part : ids.split(IDS_PER_ITEM)) {
            items.add(shardKey(lease, EVENT_IDS_PREFIX + "%010d#%06d".formatted(claim.number(), items.size()))
                    .with(CLAIMED_AT, Timestamps.text(part.claimedAt()))
                    .with(ROWS, part.rows())
                    .with(REJECTS, part.rejects())
                    .with(EXPIRES_AT, expiresAt.getEpochSecond()));
        }
        return items;
    }

    static LandedIds eventIds(Item item) {
        return new LandedIds(Instant.parse(item.text(CLAIMED_AT)), item.bytes(ROWS), item.bytes(REJECTS));
    }

    static Item ancestorsKey(String stream, String shardId) {
        return key(shardKey(stream, shardId), ANCESTORS);
    }

    /** The shards whose lanes a shard took over. Their event ids may matter until the given times. */
    static Item ancestors(Lease lease, Map<String, Instant> shards) {
        Item times = new Item();
        shards.forEach((shard, until) -> times.with(shard, until.getEpochSecond()));
        return ancestorsKey(lease.stream(), lease.shardId()).with(SHARDS, times);
    }

    static Map<String, Instant> ancestors(Item item) {
        Map<String, Instant> shards = new TreeMap<>();
        if (item.has(SHARDS)) {
            Item times = item.map(SHARDS);
            times.attributes().keySet().forEach(shard -> shards.put(shard, Instant.ofEpochSecond(times.number(shard))));
        }
        return shards;
    }

    static Item planKey(String hash) {
        return key(PLANS, PLAN_PREFIX + hash);
    }

    static Item plan(Plan plan) {
        return planKey(plan.hash()).with(JSON, PlanJson.write(plan));
    }

    static Optional<Plan> plan(Item item) {
        return item.has(JSON) ? Optional.of(PlanJson.read(item.text(JSON))) : Optional.empty();
    }

    static Item erasureKey(String erasure) {
        return key(ERASURES, ERASURE_PREFIX + erasure);
    }

    static Item erasure(String erasure, Person person, String salt, Instant at) {
        return erasureKey(erasure)
                .with(SALT, salt)
                .with(PERSON_HASH, PersonHash.of(person, salt))
                .with(BEGUN_AT, Timestamps.text(at));
    }

    /** The attribute that counts what an erasure did in a layer. */
    static String erasedIn(String layer) {
        return "erased_" + layer.replaceAll("\\W", "_");
    }
}
