package io.orderlake.lakewriter.ledger;

import static io.orderlake.lakewriter.ledger.LedgerItems.n;
import static io.orderlake.lakewriter.ledger.LedgerItems.s;

import io.orderlake.lakewriter.claim.Claim;
import io.orderlake.lakewriter.claim.Head;
import io.orderlake.lakewriter.claim.LandedIds;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.PlanJson;
import io.orderlake.lakewriter.claim.Watermarks;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.Lease;
import io.orderlake.stream.StreamFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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

/** The ledger in a DynamoDB table, beside the leases. Every step is one transaction upon the lease's item. */
public final class DynamoLedger implements Ledger {

    private static final String MINE = "#owner = :owner AND #epoch = :epoch";
    private static final int INHERITED_PER_TRANSACTION = 10;

    private final DynamoDbClient dynamodb;
    private final String table;
    private final Duration watermarkRetention;
    private final InstantSource clock;
    private final Set<String> keptPlans = ConcurrentHashMap.newKeySet();

    public DynamoLedger(DynamoDbClient dynamodb, String table, Duration watermarkRetention, InstantSource clock) {
        this.dynamodb = dynamodb;
        this.table = table;
        this.watermarkRetention = watermarkRetention;
        this.clock = clock;
    }

    @Override
    public Head head(Lease lease) {
        Map<String, AttributeValue> item = dynamodb.getItem(get ->
                        get.tableName(table).key(LedgerItems.headKey(lease)).consistentRead(true))
                .item();
        boolean mine = s(String.valueOf(lease.owner())).equals(item.get("owner"))
                && n(lease.epoch()).equals(item.get("epoch"));
        if (!mine) {
            throw new LeaseGone(lease);
        }
        return LedgerItems.head(item);
    }

    @Override
    public Watermarks watermarks(String stream, String shardId) {
        Watermarks watermarks = new Watermarks();
        long now = clock.instant().getEpochSecond();
        dynamodb.queryPaginator(query -> query.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :sk)")
                        .expressionAttributeValues(Map.of(
                                ":pk", s(LedgerItems.shardKey(stream, shardId)), ":sk", s(LedgerItems.WATERMARK))))
                .items()
                .forEach(item -> {
                    // DynamoDB removes expired items late.
                    if (LedgerItems.number(item, LedgerItems.EXPIRES_AT) > now) {
                        LedgerItems.raise(watermarks, item);
                    }
                });
        return watermarks;
    }

    @Override
    public void inherit(Lease lease, Watermarks watermarks) {
        List<Map<String, AttributeValue>> items =
                new ArrayList<>(LedgerItems.sharedWatermarks(lease, "inherited", watermarks, expiry()));
        items.add(LedgerItems.ancestors(lease, ancestors(lease)));
        for (int from = 0; from < items.size(); from += INHERITED_PER_TRANSACTION) {
            int to = Math.min(items.size(), from + INHERITED_PER_TRANSACTION);
            inherit(lease, "SET inheriting = :true", puts(items.subList(from, to)));
        }
        inherit(lease, "SET inherited = :true REMOVE inheriting", List.of());
    }

    private void inherit(Lease lease, String update, List<TransactWriteItem> puts) {
        String condition = MINE + " AND attribute_not_exists(last_claim) AND attribute_not_exists(open_claim)";
        if (!step(lease, update, condition, Map.of(":true", AttributeValue.fromBool(true)), puts)) {
            throw unexpected("inherit before", lease, 1, head(lease));
        }
    }

    /** Parents, and their ancestors that have not been gone for so long that nothing of them matters any more. */
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
        return LedgerItems.ancestors(dynamodb.getItem(get -> get.tableName(table)
                        .key(LedgerItems.ancestorsKey(stream, shardId))
                        .consistentRead(true))
                .item());
    }

    @Override
    public void keepEventIds(Lease lease, Claim claim, LandedIds ids, Instant until) {
        for (Map<String, AttributeValue> item : LedgerItems.eventIds(lease, claim, ids, until)) {
            dynamodb.putItem(put -> put.tableName(table).item(item));
        }
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
            left -= addEventIds(stream, shard, since, left, newest);
        }
        newest.sort(Comparator.comparing(LandedIds::claimedAt));
        return newest;
    }

    private long addEventIds(String stream, String shardId, Instant since, long about, List<LandedIds> newest) {
        long added = 0;
        Iterator<Map<String, AttributeValue>> items = dynamodb.queryPaginator(query -> query.tableName(table)
                        .consistentRead(true)
                        .scanIndexForward(false)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :sk)")
                        .expressionAttributeValues(
                                Map.of(":pk", s(LedgerItems.shardKey(stream, shardId)), ":sk", s(LedgerItems.WINDOW))))
                .items()
                .iterator();
        while (added < about && items.hasNext()) {
            LandedIds ids = LedgerItems.eventIds(items.next());
            if (ids.claimedAt().isBefore(since)) {
                break;
            }
            newest.add(ids);
            added += ids.size();
        }
        return added;
    }

    @Override
    public void keep(Plan plan) {
        String hash = plan.hash();
        if (keptPlans.contains(hash)) {
            return;
        }
        Map<String, AttributeValue> item = new HashMap<>(LedgerItems.planKey(hash));
        item.put("json", s(PlanJson.write(plan)));
        // Equal hashes are equal plans, so writing it again changes nothing.
        dynamodb.putItem(put -> put.tableName(table).item(item));
        keptPlans.add(hash);
    }

    @Override
    public Plan plan(String hash) {
        AttributeValue json = dynamodb.getItem(get ->
                        get.tableName(table).key(LedgerItems.planKey(hash)).consistentRead(true))
                .item()
                .get("json");
        if (json == null) {
            throw new StreamFailure(
                    FailureKind.SETUP, "Cannot finish a claim: plan " + hash + " is missing in table " + table);
        }
        return PlanJson.read(json.s());
    }

    @Override
    public void open(Lease lease, Head seen, Claim claim) {
        String condition = MINE + " AND attribute_not_exists(open_claim) AND "
                + (seen.lastNumber() == 0 ? "attribute_not_exists(last_claim)" : "last_claim.#number = :last");
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":claim", AttributeValue.fromM(LedgerItems.claim(claim)));
        if (seen.lastNumber() > 0) {
            values.put(":last", n(seen.lastNumber()));
        }
        if (!step(lease, "SET open_claim = :claim", condition, values, List.of())) {
            Head now = head(lease);
            if (now.open().filter(claim::sameAs).isEmpty()) {
                throw unexpected("open", lease, claim.number(), now);
            }
        }
    }

    @Override
    public void done(Lease lease, Claim claim, LandingResult landed) {
        List<Map<String, AttributeValue>> items = new ArrayList<>(LedgerItems.doneClaim(lease, claim, landed));
        items.addAll(LedgerItems.watermarks(lease, claim, landed, expiry()));
        Map<String, AttributeValue> values =
                Map.of(":last", AttributeValue.fromM(LedgerItems.lastClaim(claim)), ":number", n(claim.number()));
        String condition = MINE + " AND open_claim.#number = :number";
        if (!step(lease, "SET last_claim = :last REMOVE open_claim", condition, values, puts(items))) {
            Head now = head(lease);
            if (now.lastNumber() != claim.number()) {
                throw unexpected("finish", lease, claim.number(), now);
            }
        }
    }

    /** False where the head does not stand as the condition says. */
    private boolean step(
            Lease lease,
            String update,
            String condition,
            Map<String, AttributeValue> values,
            List<TransactWriteItem> puts) {
        Map<String, AttributeValue> all = new HashMap<>(values);
        all.put(":owner", s(String.valueOf(lease.owner())));
        all.put(":epoch", n(lease.epoch()));
        Map<String, String> names = new HashMap<>(Map.of("#owner", "owner", "#epoch", "epoch"));
        if (condition.contains("#number")) {
            names.put("#number", "number");
        }
        Update head = Update.builder()
                .tableName(table)
                .key(LedgerItems.headKey(lease))
                .updateExpression(update)
                .conditionExpression(condition)
                .expressionAttributeNames(names)
                .expressionAttributeValues(all)
                .build();
        List<TransactWriteItem> items = new ArrayList<>(puts);
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

    private List<TransactWriteItem> puts(List<Map<String, AttributeValue>> items) {
        return items.stream()
                .map(item -> TransactWriteItem.builder()
                        .put(Put.builder().tableName(table).item(item).build())
                        .build())
                .toList();
    }

    private Instant expiry() {
        return clock.instant().plus(watermarkRetention);
    }

    private static StreamFailure unexpected(String step, Lease lease, long claim, Head now) {
        return new StreamFailure(
                FailureKind.SETUP,
                "Cannot " + step + " claim " + claim + " of " + lease.stream() + "/" + lease.shardId()
                        + ": the head stands at " + now);
    }
}
