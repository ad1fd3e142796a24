package io.orderlake.relay;

import io.orderlake.contract.ChangeId;
import io.orderlake.contract.Position;
import io.orderlake.contract.RelayOriginal;
import io.orderlake.contract.RelayReject;
import io.orderlake.contract.RelayTag;
import io.orderlake.contract.RelayTagJson;
import io.orderlake.contract.TableSpec;
import io.orderlake.stream.LaneRecord;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Change events: the source's own JSON, and the member {@link RelayTag#MEMBER} added to it. */
final class TaggedChange {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_PARTITION_KEY = 256;

    private TaggedChange() {}

    /** The change as it is published to {@code order-changes}. */
    static LaneRecord of(DynamoChange change, String table, SourceShard shard, Instant relayedAt) {
        RelayTag tag = tag(change, table, shard, relayedAt);
        return new LaneRecord(tag.lane(), partitionKey(table + change.keys()), tagged(change.json(), tag));
    }

    /** The object with the tag at its end; the rest keeps its exact bytes. */
    private static byte[] tagged(byte[] object, RelayTag tag) {
        int end = object.length - 1;
        while (object[end] != '}') {
            end--;
        }
        byte[] member = object(json -> RelayTagJson.write(json, tag));
        ByteArrayOutputStream tagged = new ByteArrayOutputStream(end + member.length);
        tagged.write(object, 0, end);
        if (object[end - 1] != '{') {
            tagged.write(',');
        }
        tagged.write(member, 1, member.length - 1);
        return tagged.toByteArray();
    }

    /** Replaces a change whose bytes are in S3 by a reject that points there. */
    static LaneRecord reject(
            DynamoChange change, TableSpec table, SourceShard shard, Instant relayedAt, String reason, String pointer) {
        RelayTag tag = tag(change, table.source(), shard, relayedAt);
        Position position = Position.dynamodb(shard.epoch(), change.sequenceNumber());
        ChangeId id = new ChangeId(change.eventId(), table.name(), null, position);
        RelayReject reject = new RelayReject("relay", reason, id, pointer);
        byte[] member = object(json -> RelayTagJson.write(json, tag, reject));
        return new LaneRecord(tag.lane(), partitionKey(table.source() + change.keys()), member);
    }

    /** A reject's original that is sent again. */
    static LaneRecord original(RelayTag tag, RelayOriginal original) {
        return new LaneRecord(
                tag.lane(), partitionKey(tag.sourceShard()), object(json -> RelayTagJson.write(json, tag, original)));
    }

    /** Kinesis allows 256 characters. Only foreign readers use them. */
    private static String partitionKey(String text) {
        return text.length() <= MAX_PARTITION_KEY ? text : text.substring(0, MAX_PARTITION_KEY);
    }

    private static byte[] object(Consumer<JsonGenerator> members) {
        ByteArrayOutputStream object = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), object)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
        return object.toByteArray();
    }

    private static RelayTag tag(DynamoChange change, String table, SourceShard shard, Instant relayedAt) {
        int lane = shard.lanes().laneOf(table, change.keys());
        return new RelayTag(shard.epoch(), shard.name(), lane, shard.lanes().count(), relayedAt, false, null, null);
    }
}
