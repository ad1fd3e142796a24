package io.orderlake.verifier.source;

import io.orderlake.proof.TablePrints;
import io.orderlake.stream.Shard;
import io.orderlake.stream.StartAt;
import io.orderlake.stream.dynamodb.DynamoStreamBodies;
import io.orderlake.stream.dynamodb.DynamoStreamShards;
import io.orderlake.verifier.check.Cost;
import io.orderlake.verifier.source.ChangeReading.Page;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** The table's own stream, the second reader beside the relay. Names and lanes of its shards are the relay's. */
public final class TableStreamFeed implements ChangeFeed, SourceShards {

    private final TablePrints table;
    private final DynamoDbClient dynamodb;
    private final DynamoStreamBodies bodies;
    private final RelayRegister register;
    private final ChangeReading reading;
    private final SourceFilter filter;
    private final Cost cost;
    private final InstantSource clock;
    private @Nullable DynamoStreamShards stream;

    public TableStreamFeed(
            TablePrints table, DynamoDbClient dynamodb, DynamoStreamBodies bodies, RelayRegister register, Rim rim) {
        this.table = table;
        this.dynamodb = dynamodb;
        this.bodies = bodies;
        this.register = register;
        this.reading = new ChangeReading(table);
        this.filter = new SourceFilter(table.table().filters());
        this.cost = rim.cost();
        this.clock = rim.clock();
    }

    /** What all reading shares. */
    public record Rim(InstantSource clock, Cost cost) {}

    @Override
    public String table() {
        return table.table().name();
    }

    @Override
    public List<FeedShard> shards() {
        Optional<String> arn = streamArn();
        cost.fetched(0);
        if (arn.isEmpty()) {
            return List.of();
        }
        DynamoStreamShards current = new DynamoStreamShards(bodies.streams(), arn.get(), clock);
        stream = current;
        Optional<Integer> epoch = register.epochOf(table.table().source(), arn.get());
        if (epoch.isEmpty()) {
            return List.of();
        }
        List<FeedShard> shards = new ArrayList<>();
        for (Shard shard : current.shards()) {
            shards.add(new FeedShard(
                    "dynamodb/" + table.table().source() + "/" + epoch.get() + "/" + shard.id(),
                    current.stream(),
                    shard.id(),
                    shard.parents(),
                    epoch.get()));
        }
        return shards;
    }

    @Override
    public Map<String, Relayed> relayed(List<FeedShard> shards) {
        Map<String, Relayed> byName = new HashMap<>();
        for (String stream : shards.stream().map(FeedShard::stream).distinct().toList()) {
            Map<String, Relayed> leases = register.leasesOf(stream);
            cost.fetched(0);
            shards.stream()
                    .filter(shard -> shard.stream().equals(stream) && leases.containsKey(shard.shardId()))
                    .forEach(shard -> byName.put(shard.name(), leases.get(shard.shardId())));
        }
        return byName;
    }

    private Optional<String> streamArn() {
        try {
            return Optional.ofNullable(
                    dynamodb.describeTable(d -> d.tableName(table.table().source()))
                            .table()
                            .latestStreamArn());
        } catch (ResourceNotFoundException notYet) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Integer> lanesOf(FeedShard shard) {
        return register.lanesOf(shard.stream(), shard.shardId());
    }

    @Override
    public String iterator(String shardId, @Nullable String after) {
        return current().iterator(shardId, after == null ? new StartAt.TrimHorizon() : new StartAt.After(after));
    }

    private DynamoStreamShards current() {
        if (stream == null) {
            throw new IllegalStateException("Cannot read a shard: expected the shards to be listed first");
        }
        return stream;
    }

    @Override
    public FeedPage read(String iterator) {
        byte[] body = bodies.read(iterator);
        cost.fetched(body.length);
        Page page = reading.page(body);
        Set<String> filtered = new HashSet<>();
        if (!filter.passesAll()) {
            for (int i = 0; i < page.changes().size(); i++) {
                int[] place = page.places().get(i);
                if (!filter.passes(body, place[0], place[1])) {
                    filtered.add(page.changes().get(i).eventId());
                }
            }
        }
        return new FeedPage(page.changes(), filtered, page.nextIterator());
    }
}
