package io.orderlake.lakewriter.ledger;

import static io.orderlake.lakewriter.ledger.LedgerNames.CLAIM_PREFIX;
import static io.orderlake.lakewriter.ledger.LedgerNames.PLANS;
import static io.orderlake.lakewriter.ledger.LedgerNames.PLAN_PREFIX;
import static io.orderlake.lakewriter.ledger.LedgerNames.SHARD_PREFIX;

import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The log of one stream's claims in the ledger's DynamoDB table. Every read is consistent. */
public final class DynamoClaimLog implements ClaimLog {

    private final LedgerTable table;
    private final String stream;
    private final Map<String, Plan> plans = new ConcurrentHashMap<>();

    public DynamoClaimLog(DynamoDbClient dynamodb, String table, String stream) {
        this.table = new LedgerTable(dynamodb, table);
        this.stream = stream;
    }

    @Override
    public List<String> shards() {
        return table.named(stream, SHARD_PREFIX)
                .map(item -> LedgerItems.nameIn(item, SHARD_PREFIX))
                .toList();
    }

    @Override
    public List<DoneClaim> done(String shardId, long from, int atMost) {
        List<DoneClaim> claims = new ArrayList<>();
        List<Item> ofOne = new ArrayList<>();
        Iterator<Item> items = table.namedFrom(
                        LedgerItems.shardKey(stream, shardId), CLAIM_PREFIX, LedgerItems.claimName(from))
                .iterator();
        while (items.hasNext() && claims.size() < atMost) {
            Item item = items.next();
            // A claim's further items follow its first one, so it is complete when the next claim begins.
            if (!ofOne.isEmpty() && LedgerItems.isFirstOfClaim(item)) {
                claims.add(LedgerItems.doneClaim(shardId, ofOne));
                ofOne.clear();
            }
            ofOne.add(item);
        }
        if (!ofOne.isEmpty() && claims.size() < atMost) {
            claims.add(LedgerItems.doneClaim(shardId, ofOne));
        }
        return claims;
    }

    @Override
    public long last(String shardId) {
        return LedgerItems.head(table.get(LedgerItems.headKey(stream, shardId))).lastNumber();
    }

    @Override
    public List<Plan> plans() {
        table.named(PLANS, PLAN_PREFIX).forEach(item -> {
            String hash = LedgerItems.nameIn(item, PLAN_PREFIX);
            plans.computeIfAbsent(hash, any -> LedgerItems.plan(item).orElseThrow());
        });
        return List.copyOf(plans.values());
    }

    @Override
    public Plan plan(String hash) {
        Plan known = plans.get(hash);
        if (known == null) {
            plans();
            known = plans.get(hash);
        }
        if (known == null) {
            throw new StreamFailure(
                    FailureKind.SETUP, "Cannot follow a claim: plan " + hash + " is missing in table " + table.name());
        }
        return known;
    }
}
