package io.orderlake.relay;

import io.orderlake.contract.Position;
import io.orderlake.contract.RelayTag;
import io.orderlake.contract.Timestamps;
import io.orderlake.stream.LaneRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Change events: the source's own JSON, and the member {@link RelayTag#MEMBER} added to it. */
final class TaggedChange {

    private static final JsonMapper JSON = new JsonMapper();

    private TaggedChange() {}

    /** The change as it stands on {@code order-changes}. */
    static LaneRecord of(SourceChange change, String table, SourceShard shard, Instant relayedAt) {
        RelayTag tag = tag(change, table, shard, relayedAt);
        return new LaneRecord(tag.lane(), partitionKey(change, table), withMember(change.json(), tagJson(tag)));
    }

    /** What goes on in the change's place when its bytes lie in S3: a reject that is ready made. */
    static LaneRecord setAside(
            SourceChange change, String table, SourceShard shard, Instant relayedAt, String reason, String pointer) {
        RelayTag tag = tag(change, table, shard, relayedAt);
        ObjectNode member = tagJson(tag);
        member.putObject("reject")
                .put("stage", "relay")
                .put("reason", reason)
                .put("pointer", pointer)
                .put("event_id", change.eventId())
                .put("table", table)
                .put("key", change.keys())
                .put(
                        "position",
                        Position.dynamodb(shard.epoch(), change.sequenceNumber())
                                .text());
        byte[] json = JSON.writeValueAsBytes(Map.of(RelayTag.MEMBER, member));
        return new LaneRecord(tag.lane(), partitionKey(change, table), json);
    }

    /** The tag as JSON. */
    static ObjectNode tagJson(RelayTag tag) {
        ObjectNode member = JSON.createObjectNode()
                .put("epoch", tag.epoch())
                .put("source_shard", tag.sourceShard())
                .put("lane", tag.lane())
                .put("lanes", tag.lanes())
                .put("relayed_at", Timestamps.text(tag.relayedAt()))
                .put("redriven", tag.redriven());
        if (tag.sequence() != null) {
            member.put("sequence", tag.sequence());
        }
        return member;
    }

    /** The object with one more member at its end; the rest keeps its exact bytes. */
    static byte[] withMember(byte[] object, ObjectNode member) {
        int end = object.length - 1;
        while (object[end] != '}') {
            end--;
        }
        ByteArrayOutputStream tagged = new ByteArrayOutputStream(object.length + 256);
        tagged.write(object, 0, end);
        tagged.writeBytes((",\"" + RelayTag.MEMBER + "\":").getBytes(StandardCharsets.UTF_8));
        tagged.writeBytes(JSON.writeValueAsBytes(member));
        tagged.write('}');
        return tagged.toByteArray();
    }

    private static RelayTag tag(SourceChange change, String table, SourceShard shard, Instant relayedAt) {
        int lane = shard.lanes().laneOf(table, change.keys());
        return new RelayTag(shard.epoch(), shard.name(), lane, shard.lanes().count(), relayedAt, false, null);
    }

    /** Table and primary key; Kinesis takes 256 characters, and only foreign readers look at it. */
    private static String partitionKey(SourceChange change, String table) {
        String key = table + change.keys();
        return key.length() <= 256 ? key : key.substring(0, 256);
    }
}
