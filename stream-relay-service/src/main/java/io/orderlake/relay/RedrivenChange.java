package io.orderlake.relay;

import io.orderlake.contract.Lanes;
import io.orderlake.contract.Position;
import io.orderlake.contract.Reject;
import io.orderlake.contract.RelayOriginal;
import io.orderlake.contract.RelayTag;
import io.orderlake.stream.LaneRecord;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A reject's original as it is sent again: its exact bytes, in the tag of the redrive. */
final class RedrivenChange {

    private static final JsonMapper JSON = new JsonMapper();

    private RedrivenChange() {}

    /**
     * Its line in a redrive.
     *
     * @param sourceShard the redrive's source shard
     * @param line its line in the reject object, which is its sequence
     */
    record RejectLine(String sourceShard, int line) {}

    /** The change event of a reject whose original that is. */
    static LaneRecord of(Reject reject, byte[] original, RejectLine place, Lanes current, Instant now) {
        RelayTag tag = new RelayTag(
                epoch(reject, original),
                place.sourceShard(),
                // The count may have been another one when it was rejected.
                reject.lane() % current.count(),
                current.count(),
                now,
                true,
                String.format(Locale.ROOT, "%010d", place.line()),
                reject.eventId());
        return TaggedChange.original(tag, new RelayOriginal(reject.stage(), original));
    }

    /** That of the first relay, so that the position stays the same. */
    private static int epoch(Reject reject, byte[] original) {
        Position position = reject.position();
        if (position != null) {
            return position.epoch();
        }
        try {
            return Math.max(
                    0,
                    JSON.readTree(original).path(RelayTag.MEMBER).path("epoch").asInt(0));
        } catch (JacksonException e) {
            return 0;
        }
    }
}
