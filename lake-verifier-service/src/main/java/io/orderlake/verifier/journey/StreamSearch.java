package io.orderlake.verifier.journey;

import io.orderlake.contract.Lanes;
import io.orderlake.stream.ShardRead;
import io.orderlake.stream.StartAt;
import io.orderlake.stream.StreamRecord;
import io.orderlake.stream.kinesis.KinesisShards;
import io.orderlake.stream.pack.Unpacker;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** Finds one change in a Kinesis stream: only shards that hold its lane's hash key are read, from its time on, so many reads. */
final class StreamSearch {

    private static final int MOST_READS = 12;
    private static final int BATCH = 1000;
    private static final Duration EARLIER = Duration.ofSeconds(2);

    private final KinesisClient kinesis;

    StreamSearch(KinesisClient kinesis) {
        this.kinesis = kinesis;
    }

    /** The first record of a lane, from a time on, that speaks of the event; empty where the stream shows none. */
    Optional<Stop> find(String stream, int lanes, int lane, String eventId, Instant from) {
        BigInteger hashKey = new BigInteger(new Lanes(lanes).explicitHashKey(lane));
        KinesisShards source = new KinesisShards(kinesis, stream, Unpacker::unpack);
        for (Shard shard : shards(stream)) {
            if (holds(shard.hashKeyRange(), hashKey)) {
                Optional<Stop> found = find(source, shard.shardId(), eventId, from.minus(EARLIER));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private List<Shard> shards(String stream) {
        List<Shard> shards = new ArrayList<>();
        try {
            ListShardsResponse page = kinesis.listShards(list -> list.streamName(stream));
            shards.addAll(page.shards());
            while (page.nextToken() != null) {
                String token = page.nextToken();
                page = kinesis.listShards(list -> list.nextToken(token));
                shards.addAll(page.shards());
            }
        } catch (ResourceNotFoundException noStream) {
            return List.of();
        }
        return shards;
    }

    private static boolean holds(HashKeyRange range, BigInteger hashKey) {
        return new BigInteger(range.startingHashKey()).compareTo(hashKey) <= 0
                && new BigInteger(range.endingHashKey()).compareTo(hashKey) >= 0;
    }

    private static Optional<Stop> find(KinesisShards source, String shardId, String eventId, Instant from) {
        byte[] wanted = eventId.getBytes(StandardCharsets.UTF_8);
        @Nullable String iterator = source.iterator(shardId, new StartAt.Time(from));
        for (int left = MOST_READS; left > 0 && iterator != null; left--) {
            ShardRead read = source.read(iterator, BATCH);
            for (StreamRecord one : read.records()) {
                if (contains(one.data(), wanted)) {
                    return Optional.of(new Stop(source.stream(), shardId, one.sequence(), one.index(), null));
                }
            }
            if (read.records().isEmpty() && read.behindLatest().isZero()) {
                break;
            }
            iterator = read.nextIterator();
        }
        return Optional.empty();
    }

    private static boolean contains(byte[] data, byte[] wanted) {
        for (int i = 0; i <= data.length - wanted.length; i++) {
            int same = 0;
            while (same < wanted.length && data[i + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return true;
            }
        }
        return false;
    }
}
