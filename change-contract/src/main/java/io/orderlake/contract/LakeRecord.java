package io.orderlake.contract;

import org.jspecify.annotations.Nullable;

/** What stands on {@code order-events}: each change is either a row event or a reject, decided once. */
public sealed interface LakeRecord permits RowEvent, Reject {

    /** Stable under re-reading the source. */
    String eventId();

    /** The ordered part of the source that the change came from. */
    String sourceShard();

    int lane();

    /**
     * What is compared with the watermark of (source shard, lane): grows strictly within it. It is the position, except
     * for records of foreign producers, whose place in {@code order-changes} it is.
     */
    String sequence();

    /** The lake's table; empty where the change could not be read far enough to know it. */
    @Nullable String table();

    /** Whether it is a reject that was sent again. */
    boolean redriven();
}
