package io.orderlake.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code orderlake} that the relay adds to a change event. Records of foreign producers have none.
 *
 * @param epoch grows when the source's identity changes
 * @param sourceShard the ordered part of the source; within it, changes of one lane are in the order of their positions
 * @param lane 0 to {@code lanes} - 1, assigned by the relay alone
 * @param lanes the lane count that the source shard was begun with
 * @param relayedAt when the relay took the change, to the millisecond
 * @param redriven whether a reject was sent again; its source shard is then the reject object
 * @param sequence the change's place in its source shard, where that is not its position: see {@link Place#sequence()}
 * @param eventId the event id of the reject that is sent again, under which it lands if it is rejected as unreadable again
 */
public record RelayTag(
        int epoch,
        String sourceShard,
        int lane,
        int lanes,
        Instant relayedAt,
        boolean redriven,
        @Nullable String sequence,
        @Nullable String eventId) {

    /** The member's name in a change event. */
    public static final String MEMBER = "orderlake";

    public RelayTag {
        if (epoch < 0 || lane < 0 || lane >= lanes || sourceShard.isEmpty()) {
            throw new IllegalArgumentException(
                    "Cannot tag a change: expected an epoch of 0 or more, a source shard and a lane below " + lanes
                            + " but was epoch " + epoch + ", source shard \"" + sourceShard + "\", lane " + lane);
        }
        if ("".equals(sequence)) {
            throw new IllegalArgumentException("Cannot tag a change: expected a sequence or none but it was empty");
        }
    }
}
