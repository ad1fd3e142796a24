package io.orderlake.localaws.kinesis;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of a shard beside its records.
 *
 * @param start ordinal below those of all its records
 * @param end ordinal above those of all its records; null while it is open
 * @param closedAt epoch milliseconds; null while it is open
 */
record ShardDescription(
        String id,
        @Nullable String parent,
        @Nullable String adjacentParent,
        HashRange keys,
        long start,
        long openedAt,
        @Nullable Long end,
        @Nullable Long closedAt) {

    static ShardDescription first(int number, HashRange keys, long start, long now) {
        return new ShardDescription(id(number), null, null, keys, start, now, null, null);
    }

    static String id(int number) {
        return "shardId-%012d".formatted(number);
    }

    ShardDescription closed(long endOrdinal, long now) {
        return new ShardDescription(id, parent, adjacentParent, keys, start, openedAt, endOrdinal, now);
    }

    boolean isOpen() {
        return closedAt == null;
    }

    boolean isChildOf(String shard) {
        return shard.equals(parent) || shard.equals(adjacentParent);
    }

    boolean wasOpenAt(long time) {
        return openedAt <= time && endsAfter(time);
    }

    boolean endsAfter(long time) {
        return closedAt == null || closedAt > time;
    }
}
