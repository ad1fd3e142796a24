package io.orderlake.relay;

import io.orderlake.contract.Lanes;
import io.orderlake.contract.Reject;
import io.orderlake.contract.RelayTag;
import io.orderlake.stream.LaneRecord;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A reject's original as a change event again: the same bytes, under a tag of the redrive. */
final class RedrivenChange {

    private static final JsonMapper JSON = new JsonMapper();

    private RedrivenChange() {}

    /** Only a JSON object can carry a tag; what the lake writer refused is no change event but a row event. */
    static boolean possible(Reject reject) {
        if (reject.stage().equals("lake")) {
            return false;
        }
        try {
            return JSON.readTree(reject.original()) instanceof ObjectNode;
        } catch (JacksonException e) {
            return false;
        }
    }

    /**
     * The change event.
     *
     * @param objectKey the reject object, which is its source shard
     * @param index its place in the object, which is its sequence there
     */
    static LaneRecord of(Reject reject, String objectKey, int index, Lanes current, Instant now) {
        ObjectNode change = (ObjectNode) JSON.readTree(reject.original());
        JsonNode tag = change.path(RelayTag.MEMBER);
        RelayTag redriven = new RelayTag(
                tag.path("epoch").asInt(0),
                "redrive/" + objectKey,
                reject.lane(),
                tag.path("lanes").asInt(current.count()),
                now,
                true,
                String.format(Locale.ROOT, "%010d", index));
        change.remove(RelayTag.MEMBER);
        return new LaneRecord(
                reject.lane(),
                TaggedChange.partitionKey(objectKey),
                TaggedChange.tagged(JSON.writeValueAsBytes(change), redriven));
    }
}
