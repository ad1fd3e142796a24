package io.orderlake.localaws.kinesis;

import io.orderlake.localaws.protocol.AwsService;
import io.orderlake.localaws.protocol.Call;
import io.orderlake.localaws.protocol.ServiceError;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Creating, deleting, describing and listing streams, and their retention. A stream is ACTIVE at once. */
final class StreamOperations {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");
    private static final int ON_DEMAND_SHARDS = 4;
    private static final int MAX_RETENTION_HOURS = 8760;

    private final Streams streams;

    StreamOperations(Streams streams) {
        this.streams = streams;
    }

    Map<String, AwsService> byName() {
        return Map.of(
                "CreateStream", this::create,
                "DeleteStream", this::delete,
                "DescribeStream", this::describe,
                "DescribeStreamSummary", this::summary,
                "ListStreams", this::list,
                "IncreaseStreamRetentionPeriod", this::increaseRetention,
                "DecreaseStreamRetentionPeriod", this::decreaseRetention);
    }

    private ObjectNode create(Call call) {
        String name = call.requiredText("StreamName");
        if (!NAME.matcher(name).matches()) {
            throw ServiceError.validation("Value '" + name
                    + "' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: "
                    + NAME);
        }
        boolean onDemand = call.has("StreamModeDetails")
                && "ON_DEMAND".equals(call.member("StreamModeDetails").text("StreamMode"));
        int shards = onDemand ? ON_DEMAND_SHARDS : call.requiredNumber("ShardCount");
        if (shards < 1) {
            throw ServiceError.validation("Value '" + shards + "' at 'shardCount' must be at least 1");
        }
        streams.create(name, shards, onDemand);
        if (call.has("Tags")) {
            streams.named(name).update(stream -> stream.withTags(Tags.in(call)));
        }
        return Call.answer();
    }

    private ObjectNode delete(Call call) {
        streams.delete(Streams.nameIn(call));
        return Call.answer();
    }

    private ObjectNode describe(Call call) {
        KinesisStream stream = streams.of(call);
        ObjectNode description = common(call, stream.description());
        List<ShardDescription> page = after(stream.description(), call.text("ExclusiveStartShardId"));
        int limit = call.number("Limit", 100);
        ArrayNode shards = description.putArray("Shards");
        page.stream()
                .limit(limit)
                .map(shard -> ShardOperations.json(shard, stream.description()))
                .forEach(shards::add);
        description.put("HasMoreShards", page.size() > limit);
        return Call.answer().set("StreamDescription", description);
    }

    private static List<ShardDescription> after(StreamDescription stream, @Nullable String shardId) {
        return stream.shards().stream()
                .filter(shard -> shardId == null || shard.id().compareTo(shardId) > 0)
                .toList();
    }

    private ObjectNode summary(Call call) {
        KinesisStream stream = streams.of(call);
        ObjectNode summary = common(call, stream.description());
        summary.put("OpenShardCount", stream.openShards().size()).put("ConsumerCount", 0);
        return Call.answer().set("StreamDescriptionSummary", summary);
    }

    private static ObjectNode common(Call call, StreamDescription stream) {
        ObjectNode json = shortForm(call, stream);
        json.put("RetentionPeriodHours", stream.retentionHours()).put("EncryptionType", "NONE");
        json.putArray("EnhancedMonitoring").addObject().putArray("ShardLevelMetrics");
        return json;
    }

    private static ObjectNode shortForm(Call call, StreamDescription stream) {
        ObjectNode json = Call.answer()
                .put("StreamName", stream.name())
                .put("StreamARN", KinesisArns.of(stream.name()))
                .put("StreamStatus", "ACTIVE");
        json.putObject("StreamModeDetails").put("StreamMode", stream.onDemand() ? "ON_DEMAND" : "PROVISIONED");
        json.set("StreamCreationTimestamp", call.time(Instant.ofEpochMilli(stream.createdAt())));
        return json;
    }

    private ObjectNode list(Call call) {
        String token = call.has("NextToken") ? call.text("NextToken") : call.text("ExclusiveStartStreamName");
        List<String> names = streams.namesAfter(token == null ? "" : token);
        List<String> page = names.stream().limit(call.number("Limit", 100)).toList();
        ObjectNode answer = Call.answer().put("HasMoreStreams", page.size() < names.size());
        ArrayNode plain = answer.putArray("StreamNames");
        ArrayNode summaries = answer.putArray("StreamSummaries");
        for (String name : page) {
            plain.add(name);
            summaries.add(shortForm(call, streams.named(name).description()));
        }
        if (page.size() < names.size()) {
            answer.put("NextToken", page.get(page.size() - 1));
        }
        return answer;
    }

    private ObjectNode increaseRetention(Call call) {
        int hours = call.requiredNumber("RetentionPeriodHours");
        KinesisStream stream = streams.of(call);
        if (hours < stream.description().retentionHours() || hours > MAX_RETENTION_HOURS) {
            throw ServiceError.invalidArgument("Requested retention period (" + hours
                    + " hours) must be at least the current one and at most " + MAX_RETENTION_HOURS + " hours.");
        }
        stream.update(description -> description.withRetention(hours));
        return Call.answer();
    }

    private ObjectNode decreaseRetention(Call call) {
        int hours = call.requiredNumber("RetentionPeriodHours");
        KinesisStream stream = streams.of(call);
        if (hours > stream.description().retentionHours() || hours < StreamDescription.DEFAULT_RETENTION_HOURS) {
            throw ServiceError.invalidArgument("Requested retention period (" + hours
                    + " hours) must be at most the current one and at least 24 hours.");
        }
        stream.update(description -> description.withRetention(hours));
        return Call.answer();
    }
}
