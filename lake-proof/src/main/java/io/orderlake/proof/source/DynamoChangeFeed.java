package io.orderlake.proof.source;

import io.orderlake.proof.TableFingerprints;
import io.orderlake.proof.check.ProofCost;
import io.orderlake.proof.source.ChangeParser.Page;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Shard;

/** Reads the table's own stream, as a second reader beside the relay. Names and lanes of its shards are those of the relay. */
public final class DynamoChangeFeed implements ChangeFeed, SourceShards {

    private final TableFingerprints table;
    private final DynamoDbClient dynamodb;
    private final DynamoStreamReader stream;
    private final RelayRegister register;
    private final ChangeParser parser;
    private final SourceFilter filter;
    private final ProofCost cost;
    private final InstantSource clock;
    private @Nullable String arn;

    public DynamoChangeFeed(
            TableFingerprints table,
            DynamoDbClient dynamodb,
            DynamoStreamReader stream,
            RelayRegister register,
            Dependencies dependencies) {
        this.table = table;
        this.dynamodb = dynamodb;
        this.stream = stream;
        this.register = register;
        this.parser = new ChangeParser(table);
        this.filter = new SourceFilter(table.table().filters());
        this.cost = dependencies.cost();
        this.clock = dependencies.clock();
    }

    /** What the feeds of all tables share. */
    public record Dependencies(InstantSource clock, ProofCost cost) {}

    @Override
    public String table() {
        return table.table().name();
    }

    @Override
    public List<FeedShard> shards() {
        Optional<String> current = streamArn();
        cost.fetched(0);
        if (current.isEmpty()) {
            return List.of();
        }
        arn = current.get();
        List<Shard> shards = stream.shards(arn);
        return register.epochOf(table.table().source(), arn)
                .map(epoch -> shards.stream().map(shard -> shard(shard, epoch)).toList())
                .orElse(List.of());
    }

    private FeedShard shard(Shard shard, int epoch) {
        @Nullable String parent = shard.parentShardId();
        return new FeedShard(
                "dynamodb/" + table.table().source() + "/" + epoch + "/" + shard.shardId(),
                streamName(),
                shard.shardId(),
                parent == null ? Set.of() : Set.of(parent),
                epoch);
    }

    /** The stream's name in leases: {@code <table>/stream/<label>}. */
    private String streamName() {
        return current().substring(current().indexOf('/') + 1);
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
        return stream.iterator(current(), shardId, after);
    }

    private String current() {
        if (arn == null) {
            throw new IllegalStateException("Cannot read a shard: expected the shards to be listed first");
        }
        return arn;
    }

    @Override
    public FeedPage read(String iterator) {
        byte[] body = stream.read(iterator);
        cost.fetched(body.length);
        Page page = parser.page(body);
        Set<String> filtered = new HashSet<>();
        if (!filter.passesAll()) {
            for (int i = 0; i < page.changes().size(); i++) {
                int[] range = page.ranges().get(i);
                if (!filter.passes(body, range[0], range[1])) {
                    filtered.add(page.changes().get(i).eventId());
                }
            }
        }
        return new FeedPage(page.changes(), filtered, page.nextIterator());
    }
}
