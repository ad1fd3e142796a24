package io.orderlake.contract;

/**
 * The place of a change in the ordered part of the source that it comes from. Watermarks are kept by source shard and lane.
 *
 * @param sourceShard the ordered part of the source
 * @param lane 0 or more
 * @param sequence grows strictly within source shard and lane, compared as text. It is the position, except for records of
 *     foreign producers and for records that are sent again
 */
public record Place(String sourceShard, int lane, String sequence) {

    public Place {
        if (sourceShard.isEmpty() || lane < 0 || sequence.isEmpty()) {
            throw new IllegalArgumentException(
                    "Cannot place a change: expected a source shard, a lane of 0 or more and a sequence but was source shard \""
                            + sourceShard + "\", lane " + lane + ", sequence \"" + sequence + "\"");
        }
    }
}
