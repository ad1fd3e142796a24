package io.orderlake.stream.dynamodb;

import io.orderlake.contract.Lanes;
import io.orderlake.stream.Lease;
import io.orderlake.stream.Leases.Beat;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items of a lease table, formatted and parsed. The partition key is the name of the stream. The sort key names a shard's
 * lease, an instance's heartbeat, or the lane count of a source shard, which the relay keeps beside its leases.
 */
public final class LeaseItem {

    static final String PARTITION_KEY = "pk";
    static final String SORT_KEY = "sk";
    static final String EXPIRES_AT = "expires_at";
    static final String SHARD = "shard#";
    static final String INSTANCE = "instance#";

    private static final String LANES_OF_SHARD = "lanes#";
    private static final String LANES = "lanes";
    private static final String OWNER = "owner";
    private static final String EPOCH = "epoch";
    private static final String COUNTER = "counter";
    private static final String CHECKPOINT = "checkpoint";
    private static final String FINISHED = "finished";
    private static final String PROVEN_AT = "proven_at";
    private static final String PARENTS = "parents";
    private static final String BEATS = "count";

    // DynamoDB reserves most of these words, so expressions use placeholders. No placeholder may begin with another
    // one.
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("#owner", OWNER),
            Map.entry("#epoch", EPOCH),
            Map.entry("#counter", COUNTER),
            Map.entry("#checkpoint", CHECKPOINT),
            Map.entry("#finished", FINISHED),
            Map.entry("#proven", PROVEN_AT),
            Map.entry("#parents", PARENTS),
            Map.entry("#beats", BEATS),
            Map.entry("#expires", EXPIRES_AT),
            Map.entry("#pk", PARTITION_KEY),
            Map.entry("#sk", SORT_KEY));

    private LeaseItem() {}

    public static Map<String, AttributeValue> key(String partition, String sort) {
        return Map.of(PARTITION_KEY, AttributeValue.fromS(partition), SORT_KEY, AttributeValue.fromS(sort));
    }

    /** The item that keeps the lane count of a source shard. */
    public static Map<String, AttributeValue> lanes(String stream, String shardId, Lanes lanes) {
        Map<String, AttributeValue> item = new HashMap<>(lanesKey(stream, shardId));
        item.put(LANES, AttributeValue.fromN(Integer.toString(lanes.count())));
        return item;
    }

    public static Map<String, AttributeValue> lanesKey(String stream, String shardId) {
        return key(stream, LANES_OF_SHARD + shardId);
    }

    public static Lanes lanes(Map<String, AttributeValue> item) {
        return new Lanes(Integer.parseInt(value(item, LANES).n()));
    }

    /** The names of the placeholders in an expression: DynamoDB refuses names that no expression uses. */
    static Map<String, String> names(String expressions) {
        Map<String, String> used = new HashMap<>(NAMES);
        used.keySet().removeIf(name -> !expressions.contains(name));
        return used;
    }

    static Lease lease(String stream, Map<String, AttributeValue> item) {
        @Nullable AttributeValue parents = item.get(PARENTS);
        @Nullable AttributeValue proven = item.get(PROVEN_AT);
        return new Lease(
                stream,
                value(item, SORT_KEY).s().substring(SHARD.length()),
                parents == null ? Set.of() : Set.copyOf(parents.ss()),
                textOrNull(item, OWNER),
                number(item, EPOCH),
                number(item, COUNTER),
                textOrNull(item, CHECKPOINT),
                value(item, FINISHED).bool(),
                proven == null ? null : Instant.ofEpochMilli(Long.parseLong(proven.n())));
    }

    static Beat beat(Map<String, AttributeValue> item) {
        return new Beat(value(item, SORT_KEY).s().substring(INSTANCE.length()), number(item, BEATS));
    }

    private static @Nullable String textOrNull(Map<String, AttributeValue> item, String name) {
        @Nullable AttributeValue text = item.get(name);
        return text == null ? null : text.s();
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(value(item, name).n());
    }

    private static AttributeValue value(Map<String, AttributeValue> item, String name) {
        @Nullable AttributeValue value = item.get(name);
        if (value == null) {
            throw new IllegalStateException("Cannot read an item of a lease table: expected " + name + " in " + item);
        }
        return value;
    }
}
