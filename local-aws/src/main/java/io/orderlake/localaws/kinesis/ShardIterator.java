package io.orderlake.localaws.kinesis;

import io.orderlake.localaws.protocol.ServiceError;
import io.orderlake.localaws.protocol.Token;
import java.time.Instant;
import java.util.List;

/**
 * A place in a shard to read from, good for five minutes.
 *
 * @param from ordinal of the first record that it may return
 */
record ShardIterator(String stream, long streamCreatedAt, String shard, long from, long issuedAt) {

    private static final long LIFE_MILLIS = 300_000;

    static ShardIterator of(String token) {
        List<String> parts = Token.parts(token, 5, "ShardIterator");
        return new ShardIterator(
                parts.get(0),
                Long.parseLong(parts.get(1)),
                parts.get(2),
                Long.parseLong(parts.get(3)),
                Long.parseLong(parts.get(4)));
    }

    String token() {
        return Token.of(stream, String.valueOf(streamCreatedAt), shard, String.valueOf(from), String.valueOf(issuedAt));
    }

    ShardIterator goingOnFrom(long ordinal, long now) {
        return new ShardIterator(stream, streamCreatedAt, shard, ordinal, now);
    }

    void checkAge(long now) {
        if (now - issuedAt > LIFE_MILLIS) {
            throw ServiceError.expiredIterator("Iterator expired. The iterator was created at time "
                    + Instant.ofEpochMilli(issuedAt) + " while right now it is " + Instant.ofEpochMilli(now)
                    + " which is further in the future than the tolerated delay of " + LIFE_MILLIS
                    + " milliseconds.");
        }
    }

    /** A stream of the same name that was created since is another stream. */
    void checkStream(StreamDescription found) {
        if (found.createdAt() != streamCreatedAt) {
            throw ServiceError.notFound("The stream of this iterator was deleted: " + stream);
        }
    }
}
