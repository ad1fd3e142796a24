package io.orderlake.lakewriter.ledger;

import io.orderlake.contract.Timestamps;
import io.orderlake.lakewriter.claim.Claim;
import io.orderlake.lakewriter.claim.Dropped;
import io.orderlake.lakewriter.claim.Head;
import io.orderlake.lakewriter.claim.LandedIds;
import io.orderlake.lakewriter.claim.Watermarks;
import io.orderlake.lakewriter.landing.ObjectEntry;
import io.orderlake.stream.Lease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items of the ledger table. The head is part of the lease's item. */
final class LedgerItems {

    static final String PK = "pk";
    static final String SK = "sk";
    static final String EXPIRES_AT = "expires_at";
    static final String WATERMARK = "watermark#";
    static final String WINDOW = "window#";

    private static final String SHARDS = "source_shards";

    /** With some 500 bytes each, the least that DynamoDB's 400 KB an item allow. */
    private static final int OBJECTS_PER_ITEM = 400;

    /** DynamoDB takes 100 items a transaction; head and claim need some of them. */
    private static final int SINGLE_WATERMARKS = 80;

    /** Below DynamoDB's 400 KB an item and 4 MB a transaction, of which the objects take their part. */
    private static final int ITEM_BYTES = 350_000;

    /** Of each kind: together they stay below the same limit. */
    private static final int IDS_PER_ITEM = 10_000;

    private static final int TRANSACTION_BYTES = 2_500_000;

    private LedgerItems() {}

    static Map<String, AttributeValue> headKey(Lease lease) {
        return key(lease.stream(), "shard#" + lease.shardId());
    }

    static Map<String, AttributeValue> planKey(String hash) {
        return key("plans", "plan#" + hash);
    }

    static String shardKey(String stream, String shardId) {
        return stream + "/" + shardId;
    }

    static String claimName(long number) {
        return "claim#%010d".formatted(number);
    }

    static Head head(Map<String, AttributeValue> item) {
        AttributeValue last = item.get("last_claim");
        AttributeValue open = item.get("open_claim");
        return new Head(
                last == null ? 0 : number(last.m(), "number"),
                last == null ? Optional.empty() : Optional.of(text(last.m(), "last_sequence")),
                open == null ? Optional.empty() : Optional.of(claim(open.m())),
                item.containsKey("inherited"));
    }

    static Map<String, AttributeValue> claim(Claim claim) {
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        item.put("number", n(claim.number()));
        item.put("first_sequence", s(claim.firstSequence()));
        item.put("last_sequence", s(claim.lastSequence()));
        item.put("records", n(claim.records()));
        item.put("rows", n(claim.rows()));
        if (claim.dropped().count() > 0) {
            item.put("dropped", b(claim.dropped().bytes()));
        }
        item.put("plan", s(claim.plan()));
        item.put("claimed_at", s(Timestamps.text(claim.claimedAt())));
        return item;
    }

    static Map<String, AttributeValue> lastClaim(Claim claim) {
        return Map.of("number", n(claim.number()), "last_sequence", s(claim.lastSequence()));
    }

    /** The claim as it stays in the log; its objects may need several items. */
    static List<Map<String, AttributeValue>> doneClaim(Lease lease, Claim claim, LandingResult landed) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        String name = claimName(claim.number());
        List<ObjectEntry> objects = landed.objects();
        for (int from = 0; from == 0 || from < objects.size(); from += OBJECTS_PER_ITEM) {
            Map<String, AttributeValue> item = new LinkedHashMap<>(key(
                    shardKey(lease.stream(), lease.shardId()),
                    from == 0 ? name : name + "#objects#" + from / OBJECTS_PER_ITEM));
            List<ObjectEntry> part = objects.subList(from, Math.min(objects.size(), from + OBJECTS_PER_ITEM));
            item.put("objects", l(part.stream().map(LedgerItems::object).toList()));
            items.add(item);
        }
        items.get(0).putAll(claim(claim));
        items.get(0).put("done_at", s(Timestamps.text(landed.at())));
        items.get(0).put("done_by", s(String.valueOf(lease.owner())));
        items.get(0).put("lease_epoch", n(lease.epoch()));
        return items;
    }

    /**
     * One item per source shard. Where that is more than a transaction holds, what moved alone goes into shared items of
     * the claim's own; a reader takes the highest of all items.
     */
    static List<Map<String, AttributeValue>> watermarks(Lease lease, Claim claim, LandingResult landed, Instant expiresAt) {
        Watermarks whole = landed.watermarks();
        if (!fits(whole)) {
            return sharedWatermarks(lease, claimName(claim.number()), landed.moved(), expiresAt);
        }
        return whole.sourceShards().stream()
                .map(sourceShard -> {
                    Watermarks one = new Watermarks();
                    whole.lanes(sourceShard).forEach((lane, sequence) -> one.raise(sourceShard, lane, sequence));
                    return watermarks(lease, sourceShard, one, expiresAt);
                })
                .toList();
    }

    private static boolean fits(Watermarks watermarks) {
        return watermarks.sourceShards().size() <= SINGLE_WATERMARKS
                && watermarks.sourceShards().stream().allMatch(shard -> watermarks.bytes(shard) <= ITEM_BYTES)
                && watermarks.sourceShards().stream()
                                .mapToInt(watermarks::bytes)
                                .sum()
                        <= TRANSACTION_BYTES;
    }

    static List<Map<String, AttributeValue>> sharedWatermarks(
            Lease lease, String unique, Watermarks watermarks, Instant expiresAt) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (Watermarks part : watermarks.split(ITEM_BYTES)) {
            items.add(watermarks(lease, unique + "#" + items.size(), part, expiresAt));
        }
        return items;
    }

    private static Map<String, AttributeValue> watermarks(
            Lease lease, String name, Watermarks watermarks, Instant expiresAt) {
        Map<String, AttributeValue> item =
                new LinkedHashMap<>(key(shardKey(lease.stream(), lease.shardId()), WATERMARK + name));
        item.put(SHARDS, lanes(watermarks));
        item.put(EXPIRES_AT, n(expiresAt.getEpochSecond()));
        return item;
    }

    static void raise(Watermarks watermarks, Map<String, AttributeValue> item) {
        attribute(item, SHARDS)
                .m()
                .forEach((sourceShard, lanes) -> lanes.m()
                        .forEach((lane, sequence) ->
                                watermarks.raise(sourceShard, Integer.parseInt(lane), sequence.s())));
    }

    /** The event ids of a claim. The same claim gives the same items. */
    static List<Map<String, AttributeValue>> eventIds(Lease lease, Claim claim, LandedIds ids, Instant expiresAt) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (LandedIds part : ids.split(IDS_PER_ITEM)) {
            String name = "%s%010d#%06d".formatted(WINDOW, claim.number(), items.size());
            Map<String, AttributeValue> item =
                    new LinkedHashMap<>(key(shardKey(lease.stream(), lease.shardId()), name));
            item.put("claimed_at", s(Timestamps.text(part.claimedAt())));
            item.put("rows", b(part.rows()));
            item.put("rejects", b(part.rejects()));
            item.put(EXPIRES_AT, n(expiresAt.getEpochSecond()));
            items.add(item);
        }
        return items;
    }

    static LandedIds eventIds(Map<String, AttributeValue> item) {
        return new LandedIds(Instant.parse(text(item, "claimed_at")), bytes(item, "rows"), bytes(item, "rejects"));
    }

    static Map<String, AttributeValue> ancestorsKey(String stream, String shardId) {
        return key(shardKey(stream, shardId), "ancestors");
    }

    /** The shards whose lanes a shard took over, with the time until which their event ids may matter. */
    static Map<String, AttributeValue> ancestors(Lease lease, Map<String, Instant> shards) {
        Map<String, AttributeValue> item = new LinkedHashMap<>(ancestorsKey(lease.stream(), lease.shardId()));
        Map<String, AttributeValue> times = new LinkedHashMap<>();
        shards.forEach((shard, until) -> times.put(shard, n(until.getEpochSecond())));
        item.put("shards", AttributeValue.fromM(times));
        return item;
    }

    static Map<String, Instant> ancestors(Map<String, AttributeValue> item) {
        Map<String, Instant> shards = new TreeMap<>();
        if (item.containsKey("shards")) {
            attribute(item, "shards")
                    .m()
                    .forEach((shard, until) -> shards.put(shard, Instant.ofEpochSecond(Long.parseLong(until.n()))));
        }
        return shards;
    }

    static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue n(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    private static AttributeValue b(byte[] bytes) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
    }

    private static AttributeValue l(List<AttributeValue> values) {
        return AttributeValue.fromL(values);
    }

    private static Map<String, AttributeValue> key(String pk, String sk) {
        return Map.of(PK, s(pk), SK, s(sk));
    }

    static Claim claim(Map<String, AttributeValue> item) {
        return new Claim(
                number(item, "number"),
                text(item, "first_sequence"),
                text(item, "last_sequence"),
                (int) number(item, "records"),
                (int) number(item, "rows"),
                item.containsKey("dropped") ? Dropped.of(bytes(item, "dropped")) : Dropped.NONE,
                text(item, "plan"),
                Instant.parse(text(item, "claimed_at")));
    }

    private static AttributeValue object(ObjectEntry object) {
        return AttributeValue.fromM(Map.of(
                "key", s(object.key()),
                "rows", n(object.rows()),
                "length", n(object.length()),
                "sha256", s(object.sha256())));
    }

    static Stream<ObjectEntry> objects(Map<String, AttributeValue> item) {
        return attribute(item, "objects").l().stream()
                .map(AttributeValue::m)
                .map(object -> new ObjectEntry(
                        text(object, "key"),
                        (int) number(object, "rows"),
                        number(object, "length"),
                        text(object, "sha256")));
    }

    private static AttributeValue lanes(Watermarks watermarks) {
        Map<String, AttributeValue> bySourceShard = new LinkedHashMap<>();
        for (String sourceShard : watermarks.sourceShards()) {
            Map<String, AttributeValue> lanes = new LinkedHashMap<>();
            watermarks.lanes(sourceShard).forEach((lane, sequence) -> lanes.put(lane.toString(), s(sequence)));
            bySourceShard.put(sourceShard, AttributeValue.fromM(lanes));
        }
        return AttributeValue.fromM(bySourceShard);
    }

    static long number(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(attribute(item, name).n());
    }

    private static byte[] bytes(Map<String, AttributeValue> item, String name) {
        return attribute(item, name).b().asByteArray();
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return attribute(item, name).s();
    }

    private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name);
    }
}
