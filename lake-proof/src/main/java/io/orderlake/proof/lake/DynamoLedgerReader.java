package io.orderlake.proof.lake;

import io.orderlake.proof.Hash64;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Reads the ledger's items that docs/formats.md describes; other items are ignored. */
public final class DynamoLedgerReader implements LedgerReader {

    private static final String SHARD = "shard#";
    private static final String CLAIM = "claim#";
    private static final String OBJECTS = "#objects#";
    private static final String OBJECTS_ATTRIBUTE = "objects";
    private static final List<String> ERASURE = List.of("landed", "erasing", "erased", "removed");

    private final DynamoDbClient dynamodb;
    private final String table;
    private final String stream;

    /** @param stream the stream of row events, whose shards are in the ledger */
    public DynamoLedgerReader(DynamoDbClient dynamodb, String table, String stream) {
        this.dynamodb = dynamodb;
        this.table = table;
        this.stream = stream;
    }

    @Override
    public List<Head> heads() {
        return items(stream, SHARD, SHARD + "\uffff", Integer.MAX_VALUE).stream()
                .map(this::head)
                .toList();
    }

    private Head head(Map<String, AttributeValue> item) {
        @Nullable AttributeValue parents = item.get("parents");
        @Nullable AttributeValue finished = item.get("finished");
        return new Head(
                stream,
                text(item, "sk").substring(SHARD.length()),
                parents == null ? Set.of() : Set.copyOf(parents.ss()),
                numberIn(item, "last_claim"),
                numberIn(item, "open_claim"),
                finished != null && Boolean.TRUE.equals(finished.bool()));
    }

    private static long numberIn(Map<String, AttributeValue> item, String claim) {
        @Nullable AttributeValue value = item.get(claim);
        return value == null ? 0 : number(value.m(), "number");
    }

    @Override
    public List<LedgerClaim> claimsAfter(Head shard, long number, int limit) {
        List<Map<String, AttributeValue>> items = items(
                shard.stream() + "/" + shard.shardId(), "claim#%010d".formatted(number + 1), CLAIM + "\uffff", limit);
        TreeMap<Long, List<Map<String, AttributeValue>>> byNumber = new TreeMap<>();
        for (Map<String, AttributeValue> item : items) {
            byNumber.computeIfAbsent(numberOf(text(item, "sk")), n -> new ArrayList<>())
                    .add(item);
        }
        byNumber.remove(-1L);
        List<LedgerClaim> claims = new ArrayList<>();
        byNumber.forEach((n, parts) -> claims.add(claim(shard, n, parts)));
        return claims;
    }

    /** -1 if the name is not a claim's. */
    private static long numberOf(String name) {
        int end = name.indexOf('#', CLAIM.length());
        try {
            return Long.parseLong(name.substring(CLAIM.length(), end < 0 ? name.length() : end));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static LedgerClaim claim(Head shard, long number, List<Map<String, AttributeValue>> parts) {
        Map<String, AttributeValue> first = parts.stream()
                .filter(item -> !text(item, "sk").contains(OBJECTS))
                .findFirst()
                .orElse(Map.of());
        List<LedgerClaim.LedgerObject> objects = new ArrayList<>();
        long fingerprint = 0;
        for (Map<String, AttributeValue> part : parts) {
            fingerprint = fingerprint * 31 + Hash64.of(landed(part).toString());
            @Nullable AttributeValue list = part.get(OBJECTS_ATTRIBUTE);
            if (list != null) {
                list.l().forEach(object -> objects.add(object(object.m())));
            }
        }
        return new LedgerClaim(
                shard.stream(),
                shard.shardId(),
                number,
                text(first, "first_sequence"),
                text(first, "last_sequence"),
                number(first, "records"),
                number(first, "rows"),
                text(first, "plan"),
                objects,
                text(first, "claimed_at"),
                text(first, "done_at"),
                fingerprint);
    }

    /**
     * The item as it was when the claim was done. An erasure does not count as a change of the claim: it stores the original
     * entry under {@code landed}.
     */
    private static Map<String, Object> landed(Map<String, AttributeValue> item) {
        Map<String, Object> landed = new TreeMap<>(item);
        @Nullable AttributeValue objects = item.get(OBJECTS_ATTRIBUTE);
        if (objects != null) {
            landed.put(
                    OBJECTS_ATTRIBUTE,
                    objects.l().stream().map(object -> landedEntry(object.m())).toList());
        }
        return landed;
    }

    private static Map<String, AttributeValue> landedEntry(Map<String, AttributeValue> entry) {
        Map<String, AttributeValue> landed = new TreeMap<>(entry);
        @Nullable AttributeValue before = entry.get("landed");
        if (before != null) {
            landed.putAll(before.m());
        }
        ERASURE.forEach(landed::remove);
        return landed;
    }

    private static LedgerClaim.LedgerObject object(Map<String, AttributeValue> object) {
        @Nullable AttributeValue erasing = object.get("erasing");
        return object(
                object,
                text(object, "key"),
                number(object, "rows"),
                Optional.ofNullable(erasing)
                        .map(after ->
                                object(after.m(), text(object, "key"), number(object, "rows"), Optional.empty())));
    }

    private static LedgerClaim.LedgerObject object(
            Map<String, AttributeValue> version, String key, long rows, Optional<LedgerClaim.LedgerObject> erasing) {
        return new LedgerClaim.LedgerObject(
                key,
                rows,
                number(version, "length"),
                text(version, "sha256"),
                new LedgerClaim.LedgerObject.Erased(number(version, "erased"), number(version, "removed")),
                erasing);
    }

    @Override
    public Optional<String> plan(String hash) {
        try {
            @Nullable AttributeValue json = dynamodb.getItem(get -> get.tableName(table)
                            .key(Map.of(
                                    "pk", AttributeValue.fromS("plans"), "sk", AttributeValue.fromS("plan#" + hash)))
                            .consistentRead(true))
                    .item()
                    .get("json");
            return Optional.ofNullable(json).map(AttributeValue::s);
        } catch (ResourceNotFoundException notYet) {
            return Optional.empty();
        }
    }

    /**
     * The read is consistent, because a head that is read after a claim must include it. A limit never separates the parts of a
     * claim.
     */
    private List<Map<String, AttributeValue>> items(String pk, String from, String to, int limit) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":pk", AttributeValue.fromS(pk));
        values.put(":from", AttributeValue.fromS(from));
        values.put(":to", AttributeValue.fromS(to));
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                .expressionAttributeValues(values)
                .build();
        try {
            List<Map<String, AttributeValue>> items = new ArrayList<>();
            for (Map<String, AttributeValue> item :
                    dynamodb.queryPaginator(query).items()) {
                if (items.size() >= limit && !text(item, "sk").contains(OBJECTS)) {
                    break;
                }
                items.add(item);
            }
            return items;
        } catch (ResourceNotFoundException notYet) {
            return List.of();
        }
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        @Nullable AttributeValue value = item.get(name);
        return value == null || value.s() == null ? "" : value.s();
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        @Nullable AttributeValue value = item.get(name);
        return value == null || value.n() == null ? 0 : Long.parseLong(value.n());
    }
}
