package io.orderlake.relay;

import io.orderlake.contract.Lanes;
import io.orderlake.contract.TableSpec;
import io.orderlake.stream.LaneRecord;
import io.orderlake.stream.Lease;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.ShardProcessor;
import io.orderlake.stream.StreamRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Moves a table's changes from its stream to {@code order-changes}: begin the source shard, read, filter, tag, publish. What it
 * returns is acknowledged by Kinesis.
 */
public final class RelayProcessor implements ShardProcessor {

    private final TableSpec table;
    private final int epoch;
    private final Lanes lanes;
    private final Limits limits;
    private final EventFilter filter;
    private final RelayDependencies dependencies;
    private final Map<String, SourceShard> begun = new ConcurrentHashMap<>();

    /** The largest size and age of a record. A change beyond them becomes a reject. A null age is no limit. */
    public record Limits(int recordBytes, @Nullable Duration age) {}

    /** Where the batches of one table's stream come from and go to. */
    public record Route(TableSpec table, int epoch, Lanes lanes, Limits limits) {}

    /** @throws IllegalArgumentException where a filter of the table is not an event pattern */
    public RelayProcessor(Route route, RelayDependencies dependencies) {
        this.table = route.table();
        this.epoch = route.epoch();
        this.lanes = route.lanes();
        this.limits = route.limits();
        this.filter = new EventFilter(table.name(), table.filters());
        this.dependencies = dependencies;
    }

    @Override
    public @Nullable String take(ShardBatch batch) {
        if (batch.records().isEmpty()) {
            return null;
        }
        SourceShard shard = begin(batch.lease());
        List<DynamoChange> changes = batch.records().stream()
                .map(DynamoChange::read)
                .filter(filter::passes)
                .toList();
        Instant now = dependencies.clock().instant();
        dependencies
                .publish()
                .accept(changes.stream()
                        .map(change -> relayed(change, shard, now))
                        .toList());
        dependencies.metrics().relayed(table.name(), batch.records().size(), changes.size());
        return lastOf(batch.records()).sequence();
    }

    private SourceShard begin(Lease lease) {
        String id = lease.shardId();
        SourceShard known = begun.get(id);
        if (known != null) {
            return known;
        }
        // Not inside the map's own lock: the register calls AWS, and other shards must not wait for that.
        SourceShard shard = SourceShard.of(
                table.source(), epoch, id, dependencies.register().lanesOf(lease.stream(), id, lanes));
        begun.put(id, shard);
        return shard;
    }

    private LaneRecord relayed(DynamoChange change, SourceShard shard, Instant now) {
        LaneRecord tagged = TaggedChange.of(change, table.source(), shard, now);
        String refusal = refusal(change, tagged, now);
        if (refusal == null) {
            return tagged;
        }
        dependencies.metrics().rejected(table.name());
        String pointer = dependencies.rejects().keepOriginal(change.eventId(), change.json());
        return TaggedChange.reject(change, table, shard, now, refusal, pointer);
    }

    private @Nullable String refusal(DynamoChange change, LaneRecord tagged, Instant now) {
        if (tagged.data().length > limits.recordBytes()) {
            return "Cannot relay change " + change.eventId() + ": expected at most " + limits.recordBytes()
                    + " bytes but was " + tagged.data().length;
        }
        Duration limit = limits.age();
        if (limit != null && change.changedAt().plus(limit).isBefore(now)) {
            return "Cannot relay change " + change.eventId() + ": expected an age of at most " + limit
                    + " but it was made at " + change.changedAt();
        }
        return null;
    }

    private static StreamRecord lastOf(List<StreamRecord> records) {
        return records.get(records.size() - 1);
    }
}
