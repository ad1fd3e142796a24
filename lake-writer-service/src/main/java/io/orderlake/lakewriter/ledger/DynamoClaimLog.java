package io.orderlake.lakewriter.ledger;

import static io.orderlake.lakewriter.ledger.LedgerItems.s;

import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.PlanJson;
import io.orderlake.lakewriter.landing.ObjectEntry;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.StreamFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The log of one stream's claims in the ledger's DynamoDB table. Every read is consistent. */
public final class DynamoClaimLog implements ClaimLog {

    private static final String SHARD = "shard#";
    private static final String PLANS = "plans";
    private static final String PLAN = "plan#";

    private final DynamoDbClient dynamodb;
    private final String table;
    private final String stream;
    private final Map<String, Plan> plans = new ConcurrentHashMap<>();

    public DynamoClaimLog(DynamoDbClient dynamodb, String table, String stream) {
        this.dynamodb = dynamodb;
        this.table = table;
        this.stream = stream;
    }

    @Override
    public List<String> shards() {
        return query(stream, SHARD, SHARD + "~")
                .map(item -> name(item).substring(SHARD.length()))
                .toList();
    }

    @Override
    public List<DoneClaim> done(String shardId, long from, int atMost) {
        List<DoneClaim> claims = new ArrayList<>();
        List<Map<String, AttributeValue>> ofOne = new ArrayList<>();
        // A claim's further items stand right behind its first, so it is whole when the next one begins.
        var items = query(LedgerItems.shardKey(stream, shardId), LedgerItems.claimName(from), "claim#~")
                .iterator();
        while (items.hasNext() && claims.size() < atMost) {
            Map<String, AttributeValue> item = items.next();
            if (!ofOne.isEmpty() && item.containsKey("records")) {
                claims.add(claim(shardId, ofOne));
                ofOne.clear();
            }
            ofOne.add(item);
        }
        if (!ofOne.isEmpty() && claims.size() < atMost) {
            claims.add(claim(shardId, ofOne));
        }
        return claims;
    }

    private static DoneClaim claim(String shardId, List<Map<String, AttributeValue>> items) {
        Map<String, AttributeValue> first = items.get(0);
        List<ObjectEntry> objects =
                items.stream().flatMap(LedgerItems::objects).toList();
        return new DoneClaim(shardId, LedgerItems.claim(first), objects, Instant.parse(text(first, "done_at")));
    }

    @Override
    public long last(String shardId) {
        Map<String, AttributeValue> item = dynamodb.getItem(get -> get.tableName(table)
                        .key(Map.of(LedgerItems.PK, s(stream), LedgerItems.SK, s(SHARD + shardId)))
                        .consistentRead(true))
                .item();
        return LedgerItems.head(item).lastNumber();
    }

    @Override
    public List<Plan> plans() {
        query(PLANS, PLAN, PLAN + "~")
                .filter(item -> !plans.containsKey(name(item).substring(PLAN.length())))
                .forEach(item -> plans.put(name(item).substring(PLAN.length()), PlanJson.read(text(item, "json"))));
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
                    FailureKind.SETUP, "Cannot follow a claim: plan " + hash + " is missing in table " + table);
        }
        return known;
    }

    private Stream<Map<String, AttributeValue>> query(String pk, String from, String to) {
        return dynamodb
                .queryPaginator(query -> query.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                        .expressionAttributeValues(Map.of(":pk", s(pk), ":from", s(from), ":to", s(to))))
                .items()
                .stream();
    }

    private static String name(Map<String, AttributeValue> item) {
        return text(item, LedgerItems.SK);
    }

    private static String text(Map<String, AttributeValue> item, String attribute) {
        return Objects.requireNonNull(item.get(attribute), attribute).s();
    }
}
