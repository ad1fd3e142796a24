package io.orderlake.localaws.kinesis;

import io.orderlake.localaws.protocol.AwsService;
import io.orderlake.localaws.protocol.Call;
import io.orderlake.localaws.protocol.ServiceError;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Listing, splitting and merging shards. A reshard is done when it is answered. */
final class ShardOperations {

    private static final int MAX_PAGE = 10_000;

    private final Streams streams;

    ShardOperations(Streams streams) {
        this.streams = streams;
    }

    Map<String, AwsService> byName() {
        return Map.of(
                "ListShards", this::list,
                "SplitShard", this::split,
                "MergeShards", this::merge,
                "UpdateShardCount", this::updateCount);
    }

    static ObjectNode json(ShardDescription shard, StreamDescription stream) {
        SequenceNumbers numbers = stream.sequenceNumbers();
        ObjectNode json = child(shard);
        if (shard.parent() != null) {
            json.put("ParentShardId", shard.parent());
        }
        if (shard.adjacentParent() != null) {
            json.put("AdjacentParentShardId", shard.adjacentParent());
        }
        ObjectNode range = json.putObject("SequenceNumberRange");
        range.put("StartingSequenceNumber", numbers.text(shard.start()));
        if (shard.end() != null) {
            range.put("EndingSequenceNumber", numbers.text(shard.end()));
        }
        return json;
    }

    /** What a shard and an entry of ChildShards have in common. */
    static ObjectNode child(ShardDescription shard) {
        ObjectNode json = Call.answer().put("ShardId", shard.id());
        json.putObject("HashKeyRange")
                .put("StartingHashKey", shard.keys().first().toString())
                .put("EndingHashKey", shard.keys().last().toString());
        return json;
    }

    private ObjectNode list(Call call) {
        ShardPage page = call.has("NextToken") ? ShardPage.next(call, streams.now()) : ShardPage.first(call);
        StreamDescription stream = page.streamIn(streams).description();
        List<ShardDescription> shards = page.of(stream, streams.now());
        int limit = call.number("MaxResults", MAX_PAGE);
        if (limit < 1 || limit > MAX_PAGE) {
            throw ServiceError.validation("Value '" + limit + "' at 'maxResults' must be from 1 to " + MAX_PAGE);
        }
        ObjectNode answer = Call.answer();
        ArrayNode list = answer.putArray("Shards");
        shards.stream().limit(limit).forEach(shard -> list.add(json(shard, stream)));
        if (shards.size() > limit) {
            answer.put("NextToken", page.token(shards.get(limit - 1), stream, streams.now()));
        }
        return answer;
    }

    private ObjectNode split(Call call) {
        KinesisStream stream = streams.of(call);
        BigInteger start = HashKeys.explicit(call.requiredText("NewStartingHashKey"));
        streams.checkQuota(1);
        stream.reshard(streams.now(), reshape -> {
            ShardDescription parent = openShard(stream, call.requiredText("ShardToSplit"));
            boolean inside = start.compareTo(parent.keys().first().add(BigInteger.ONE)) > 0
                    && start.compareTo(parent.keys().last()) < 0;
            if (!inside) {
                throw ServiceError.invalidArgument("NewStartingHashKey " + start + " used in SplitShard() on shard "
                        + parent.id() + " in stream " + stream.description().name() + " under account "
                        + KinesisArns.ACCOUNT
                        + " is not both greater than one plus the shard's StartingHashKey "
                        + parent.keys().first() + " and less than the shard's EndingHashKey "
                        + parent.keys().last() + ".");
            }
            reshape.split(parent, start);
        });
        return Call.answer();
    }

    private ObjectNode merge(Call call) {
        KinesisStream stream = streams.of(call);
        stream.reshard(streams.now(), reshape -> {
            ShardDescription parent = openShard(stream, call.requiredText("ShardToMerge"));
            ShardDescription adjacent = openShard(stream, call.requiredText("AdjacentShardToMerge"));
            if (!parent.keys().adjoins(adjacent.keys())) {
                throw ServiceError.invalidArgument("Shards " + parent.id() + " and " + adjacent.id() + " in stream "
                        + stream.description().name() + " under account " + KinesisArns.ACCOUNT
                        + " are not an adjacent pair of shards eligible for merging");
            }
            reshape.merge(parent, adjacent);
        });
        return Call.answer();
    }

    private static ShardDescription openShard(KinesisStream stream, String id) {
        ShardDescription shard = stream.shard(id);
        if (!shard.isOpen()) {
            throw ServiceError.inUse(
                    "Shard " + id + " in stream " + stream.description().name() + " under account "
                            + KinesisArns.ACCOUNT
                            + " has already been merged or split, and thus is not eligible for merging or splitting.");
        }
        return shard;
    }

    private ObjectNode updateCount(Call call) {
        KinesisStream stream = streams.of(call);
        int target = call.requiredNumber("TargetShardCount");
        int current = stream.openShards().size();
        if (target < 1 || target > 2 * current || 2 * target < current) {
            throw ServiceError.invalidArgument("UpdateShardCount cannot scale to more than double or less than half of "
                    + "your current open shard count. Current open shard count: " + current + " Target shard count: "
                    + target);
        }
        streams.checkQuota(target - current);
        stream.reshard(streams.now(), reshape -> reshape.scaleTo(target));
        return Call.answer()
                .put("StreamName", stream.description().name())
                .put("StreamARN", KinesisArns.of(stream.description().name()))
                .put("CurrentShardCount", current)
                .put("TargetShardCount", target);
    }
}
