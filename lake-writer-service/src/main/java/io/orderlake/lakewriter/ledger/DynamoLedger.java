package io.orderlake.lakewriter.ledger;

import static io.orderlake.lakewriter.ledger.LedgerNames.EPOCH;
import static io.orderlake.lakewriter.ledger.LedgerNames.EVENT_IDS_PREFIX;
import static io.orderlake.lakewriter.ledger.LedgerNames.INHERITED;
import static io.orderlake.lakewriter.ledger.LedgerNames.INHERITING;
import static io.orderlake.lakewriter.ledger.LedgerNames.LAST_CLAIM;
import static io.orderlake.lakewriter.ledger.LedgerNames.NUMBER;
import static io.orderlake.lakewriter.ledger.LedgerNames.OPEN_CLAIM;
import static io.orderlake.lakewriter.ledger.LedgerNames.OWNER;
import static io.orderlake.lakewriter.ledger.LedgerNames.WATERMARK_PREFIX;

import io.orderlake.lakewriter.claim.Claim;
import io.orderlake.lakewriter.claim.Head;
import io.orderlake.lakewriter.claim.LandedIds;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.Watermarks;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.Lease;
import io.orderlake.stream.StreamFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** The ledger in a DynamoDB table, beside the leases. Every step is one transaction with a condition on the lease's item. */
public final class DynamoLedger implements Ledger {

    private static final String MINE = "#" + OWNER + " = :owner AND #" + EPOCH + " = :epoch";
    private static final String NO_OPEN_CLAIM = " AND attribute_not_exists(#" + OPEN_CLAIM + ")";
    private static final String NO_LAST_CLAIM = " AND attribute_not_exists(#" + LAST_CLAIM + ")";
    private static final int INHERITED_PER_TRANSACTION = 10;

    private final DynamoDbClient dynamodb;
    private final LedgerTable table;
    private final Duration watermarkRetention;
    private final InstantSource clock;
    private final Set<String> keptPlans = ConcurrentHashMap.newKeySet();

    public DynamoLedger(DynamoDbClient dynamodb, String table, Duration watermarkRetention, InstantSource clock) {
        this.dynamodb = dynamodb;
        this.table = new LedgerTable(dynamodb, table);
        this.watermarkRetention = watermarkRetention;
        this.clock = clock;
    }

    @Override
    public Head head(Lease lease) {
        Item item = table.get(LedgerItems.headKey(lease.stream(), lease.shardId()));
        if (!LedgerItems.isHeldBy(item, lease)) {
            throw new LeaseGone(lease);
        }
        return LedgerItems.head(item);
    }

    @Override
    public Watermarks watermarks(String stream, String shardId) {
        Watermarks watermarks = new Watermarks();
        Instant now = clock.instant();
        table.named(LedgerItems.shardKey(stream, shardId), WATERMARK_PREFIX)
                .forEach(item -> LedgerItems.raise(watermarks, item, now));
        return watermarks;
    }

    @Override
    public void inherit(Lease lease, Watermarks watermarks) {
        List<Item> items = new ArrayList<>(LedgerItems.sharedWatermarks(lease, INHERITED, watermarks, expiry()));
        items.add(LedgerItems.ancestors(lease, ancestors(lease)));
        for (int from = 0; from < items.size(); from += INHERITED_PER_TRANSACTION) {
            int to = Math.min(items.size(), from + INHERITED_PER_TRANSACTION);
            inherit(lease, "SET #" + INHERITING + " = :true", items.subList(from, to));
        }
        inherit(lease, "SET #" + INHERITED + " = :true REMOVE #" + INHERITING, List.of());
    }

    private void inherit(Lease lease, String update, List<Item> items) {
        Item values = new Item().with(":true", AttributeValue.fromBool(true));
        if (!step(lease, update, NO_LAST_CLAIM + NO_OPEN_CLAIM, values, items)) {
            throw unexpected("inherit before", lease, 1, head(lease));
        }
    }

    /** The parents and their ancestors, except those that ended so long ago that they no longer matter. */
    private Map<String, Instant> ancestors(Lease lease) {
        Map<String, Instant> shards = new TreeMap<>();
        for (String parent : lease.parents()) {
            shards.putAll(ancestors(lease.stream(), parent));
            shards.put(parent, expiry());
        }
        shards.values().removeIf(until -> !until.isAfter(clock.instant()));
        return shards;
    }

    private Map<String, Instant> ancestors(String stream, String shardId) {
        return LedgerItems.ancestors(table.get(LedgerItems.ancestorsKey(stream, shardId)));
    }

    @Override
    public void keepEventIds(Lease lease, Claim claim, LandedIds ids, Instant until) {
        LedgerItems.eventIds(lease, claim, ids, until).forEach(table::put);
    }

    @Override
    public List<LandedIds> eventIds(String stream, String shardId, Instant since, long about) {
        List<LandedIds> newest = new ArrayList<>();
        long left = about;
        List<String> shards = new ArrayList<>(List.of(shardId));
        // Ancestors that ended last have the newest ids.
        ancestors(stream, shardId).entrySet().stream()
                .sorted(Map.Entry.<String, Instant>comparingByValue().reversed())
                .forEach(ancestor -> shards.add(ancestor.getKey()));
        for (String shard : shards) {
            List<LandedIds> ofShard = eventIdsOf(LedgerItems.shardKey(stream, shard), since, left);
            newest.addAll(ofShard);
            left -= ofShard.stream().mapToLong(LandedIds::size).sum();
        }
        newest.sort(Comparator.comparing(LandedIds::claimedAt));
        return newest;
    }

    private List<LandedIds> eventIdsOf(String shardKey, Instant since, long about) {
        List<LandedIds> found = new ArrayList<>();
        long added = 0;
        Iterator<Item> items = table.namedFromLast(shardKey, EVENT_IDS_PREFIX).iterator();
        while (added < about && items.hasNext()) {
            LandedIds ids = LedgerItems.eventIds(items.next());
            if (ids.claimedAt().isBefore(since)) {
                break;
            }
            found.add(ids);
            added += ids.size();
        }
        return found;
    }

    @Override
    public void keep(Plan plan) {
        if (!keptPlans.contains(plan.hash())) {
            // Equal hashes mean equal plans, so writing it again changes nothing.
            table.put(LedgerItems.plan(plan));
            keptPlans.add(plan.hash());
        }
    }

    @Override
    public Plan plan(String hash) {
        return LedgerItems.plan(table.get(LedgerItems.planKey(hash)))
                .orElseThrow(() -> new StreamFailure(
                        FailureKind.SETUP,
                        "Cannot finish a claim: plan " + hash + " is missing in table " + table.name()));
    }

    @Override
    public void open(Lease lease, Head seen, Claim claim) {
        Item values = new Item().with(":claim", LedgerItems.claim(claim));
        String sameHead = NO_LAST_CLAIM;
        if (seen.lastNumber() > 0) {
            sameHead = " AND #" + LAST_CLAIM + ".#" + NUMBER + " = :last";
            values.with(":last", seen.lastNumber());
        }
        if (!step(lease, "SET #" + OPEN_CLAIM + " = :claim", NO_OPEN_CLAIM + sameHead, values, List.of())) {
            Head now = head(lease);
            if (now.open().filter(claim::sameAs).isEmpty()) {
                throw unexpected("open", lease, claim.number(), now);
            }
        }
    }

    @Override
    public void done(Lease lease, Claim claim, LandingResult landed) {
        List<Item> items = new ArrayList<>(LedgerItems.doneClaim(lease, claim, landed));
        items.addAll(LedgerItems.watermarks(lease, claim, landed, expiry()));
        Item values = new Item().with(":last", LedgerItems.lastClaim(claim)).with(":number", claim.number());
        String update = "SET #" + LAST_CLAIM + " = :last REMOVE #" + OPEN_CLAIM;
        String isOpen = " AND #" + OPEN_CLAIM + ".#" + NUMBER + " = :number";
        if (!step(lease, update, isOpen, values, items)) {
            Head now = head(lease);
            if (now.lastNumber() != claim.number()) {
                throw unexpected("finish", lease, claim.number(), now);
            }
        }
    }

    /** Updates the head and puts the items, all or nothing. False where the lease or the condition does not hold. */
    private boolean step(Lease lease, String update, String condition, Item values, List<Item> puts) {
        values.with(":owner", String.valueOf(lease.owner())).with(":epoch", lease.epoch());
        Update head = Update.builder()
                .tableName(table.name())
                .key(LedgerItems.headKey(lease.stream(), lease.shardId()).attributes())
                .updateExpression(update)
                .conditionExpression(MINE + condition)
                .expressionAttributeNames(LedgerNames.names(update, MINE, condition))
                .expressionAttributeValues(values.attributes())
                .build();
        List<TransactWriteItem> items =
                new ArrayList<>(puts.stream().map(this::put).toList());
        items.add(TransactWriteItem.builder().update(head).build());
        try {
            dynamodb.transactWriteItems(transaction -> transaction.transactItems(items));
            return true;
        } catch (TransactionCanceledException e) {
            if (e.cancellationReasons().stream().anyMatch(DynamoLedger::isRefusal)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isRefusal(CancellationReason reason) {
        return "ConditionalCheckFailed".equals(reason.code());
    }

    private TransactWriteItem put(Item item) {
        Put put = Put.builder().tableName(table.name()).item(item.attributes()).build();
        return TransactWriteItem.builder().put(put).build();
    }

    private Instant expiry() {
        return clock.instant().plus(watermarkRetention);
    }

    private static StreamFailure unexpected(String step, Lease lease, long claim, Head now) {
        return new StreamFailure(
                FailureKind.SETUP,
                "Cannot " + step + " claim " + claim + " of " + lease.stream() + "/" + lease.shardId()
                        + ": the head is " + now);
    }
}
