package io.orderlake.localaws.kinesis;

import io.orderlake.localaws.protocol.Call;
import io.orderlake.localaws.protocol.ServiceError;
import io.orderlake.localaws.protocol.Token;
import java.util.List;
import java.util.function.Predicate;

/**
 * A page of ListShards: what its NextToken carries from call to call.
 *
 * @param after the page begins after this shard; empty for the first page
 * @param argument of the filter: a shard or epoch milliseconds
 */
record ShardPage(String stream, String after, String filter, String argument) {

    private static final long TOKEN_LIFE_MILLIS = 300_000;

    static ShardPage first(Call call) {
        String start = call.text("ExclusiveStartShardId");
        String filter = "FROM_TRIM_HORIZON";
        String argument = "";
        if (call.has("ShardFilter")) {
            Call given = call.member("ShardFilter");
            filter = given.requiredText("Type");
            argument = argument(filter, given);
        }
        return new ShardPage(Streams.nameIn(call), start == null ? "" : start, filter, argument);
    }

    private static String argument(String filter, Call given) {
        return switch (filter) {
            case "AFTER_SHARD_ID" -> given.requiredText("ShardId");
            case "AT_TIMESTAMP", "FROM_TIMESTAMP" ->
                String.valueOf(given.requiredInstant("Timestamp").toEpochMilli());
            default -> "";
        };
    }

    static ShardPage next(Call call, long now) {
        if (call.has("StreamName") || call.has("ExclusiveStartShardId")) {
            throw ServiceError.invalidArgument("NextToken and StreamName cannot be provided together.");
        }
        List<String> parts = Token.parts(call.requiredText("NextToken"), 5, "NextToken");
        if (now - Long.parseLong(parts.get(4)) > TOKEN_LIFE_MILLIS) {
            throw new ServiceError(400, "ExpiredNextTokenException", "The NextToken has expired.");
        }
        return new ShardPage(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
    }

    String token(ShardDescription last, StreamDescription stream, long now) {
        return Token.of(stream.name(), last.id(), filter, argument, String.valueOf(now));
    }

    KinesisStream streamIn(Streams streams) {
        return streams.named(stream);
    }

    List<ShardDescription> of(StreamDescription description, long now) {
        Predicate<ShardDescription> wanted = filter(description, now);
        return description.shards().stream()
                .filter(shard -> shard.id().compareTo(after) > 0)
                .filter(wanted)
                .toList();
    }

    private Predicate<ShardDescription> filter(StreamDescription description, long now) {
        long trimHorizon = Math.max(description.createdAt(), description.horizon(now));
        return switch (filter) {
            case "AFTER_SHARD_ID" -> shard -> shard.id().compareTo(argument) > 0;
            case "AT_TRIM_HORIZON" -> shard -> shard.wasOpenAt(trimHorizon);
            case "FROM_TRIM_HORIZON" -> shard -> shard.endsAfter(description.horizon(now));
            case "AT_LATEST" -> ShardDescription::isOpen;
            case "AT_TIMESTAMP" -> shard -> shard.wasOpenAt(Math.max(trimHorizon, Long.parseLong(argument)));
            case "FROM_TIMESTAMP" -> shard -> shard.endsAfter(Long.parseLong(argument));
            default -> throw ServiceError.validation("Value '" + filter + "' at 'shardFilter.type' is not a filter");
        };
    }
}
