package io.orderlake.proof.journey;

import io.orderlake.proof.source.ChangeStream.StreamPage;
import io.orderlake.proof.source.ChangeStream.StreamRecord;
import io.orderlake.proof.source.KinesisChangeStream;
import io.orderlake.proof.source.LaneHash;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * Finds one change in a Kinesis stream. It reads only shards with the hash key of the change's lane, from the change's time on,
 * with a limited number of reads.
 */
final class StreamSearch {

    private static final int MAX_READS = 12;
    private static final int BATCH = 1000;
    private static final Duration EARLIER = Duration.ofSeconds(2);

    private final KinesisClient kinesis;

    StreamSearch(KinesisClient kinesis) {
        this.kinesis = kinesis;
    }

    /** The first record of a lane, from a time on, that contains the event id; empty if none is found. */
    Optional<JourneyStop> find(String stream, int lanes, int lane, String eventId, Instant from) {
        BigInteger hashKey = new LaneHash(lanes).hashKey(lane);
        KinesisChangeStream source = new KinesisChangeStream(kinesis, stream);
        for (Shard shard : source.described()) {
            if (holds(shard.hashKeyRange(), hashKey)) {
                Optional<JourneyStop> found = find(source, shard.shardId(), eventId, from.minus(EARLIER));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean holds(HashKeyRange range, BigInteger hashKey) {
        return new BigInteger(range.startingHashKey()).compareTo(hashKey) <= 0
                && new BigInteger(range.endingHashKey()).compareTo(hashKey) >= 0;
    }

    private static Optional<JourneyStop> find(
            KinesisChangeStream source, String shardId, String eventId, Instant from) {
        byte[] wanted = eventId.getBytes(StandardCharsets.UTF_8);
        @Nullable String iterator = source.from(shardId, from);
        for (int left = MAX_READS; left > 0 && iterator != null; left--) {
            StreamPage read = source.read(iterator, BATCH);
            for (StreamRecord one : read.records()) {
                if (contains(one.data(), wanted)) {
                    return Optional.of(new JourneyStop(source.stream(), shardId, one.sequence(), one.index(), null));
                }
            }
            if (read.records().isEmpty() && read.atTip()) {
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
