package io.orderlake.localaws.kinesis;

import io.orderlake.localaws.protocol.AwsService;
import io.orderlake.localaws.protocol.Call;
import io.orderlake.localaws.protocol.ServiceError;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tags of streams, by the stream's name and by resource ARN. */
final class TagOperations {

    private static final int MAX_TAGS = 50;

    private final Streams streams;

    TagOperations(Streams streams) {
        this.streams = streams;
    }

    Map<String, AwsService> byName() {
        return Map.of(
                "AddTagsToStream", call -> add(call, streams.of(call)),
                "RemoveTagsFromStream", call -> remove(call, streams.of(call)),
                "ListTagsForStream", this::list,
                "TagResource", call -> add(call, resource(call)),
                "UntagResource", call -> remove(call, resource(call)),
                "ListTagsForResource", this::listForResource);
    }

    private KinesisStream resource(Call call) {
        return streams.named(KinesisArns.nameIn(call.requiredText("ResourceARN")));
    }

    private static ObjectNode add(Call call, KinesisStream stream) {
        stream.update(description -> {
            Map<String, String> tags = new TreeMap<>(description.tags());
            tags.putAll(Tags.in(call));
            if (tags.size() > MAX_TAGS) {
                throw ServiceError.invalidArgument("A stream can have at most " + MAX_TAGS + " tags.");
            }
            return description.withTags(tags);
        });
        return Call.answer();
    }

    private static ObjectNode remove(Call call, KinesisStream stream) {
        stream.update(description -> {
            Map<String, String> tags = new TreeMap<>(description.tags());
            tags.keySet().removeAll(Tags.keysIn(call));
            return description.withTags(tags);
        });
        return Call.answer();
    }

    private ObjectNode list(Call call) {
        Map<String, String> tags = streams.of(call).description().tags();
        String start = call.text("ExclusiveStartTagKey");
        List<String> keys = tags.keySet().stream()
                .filter(key -> start == null || key.compareTo(start) > 0)
                .sorted()
                .toList();
        int limit = call.number("Limit", MAX_TAGS);
        ObjectNode answer = Call.answer().put("HasMoreTags", keys.size() > limit);
        ArrayNode list = answer.putArray("Tags");
        keys.stream()
                .limit(limit)
                .forEach(key -> list.addObject().put("Key", key).put("Value", tags.get(key)));
        return answer;
    }

    private ObjectNode listForResource(Call call) {
        ObjectNode answer = Call.answer();
        ArrayNode list = answer.putArray("Tags");
        new TreeMap<>(resource(call).description().tags())
                .forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
        return answer;
    }
}
