package io.orderlake.contract;

import org.jspecify.annotations.Nullable;

/** A record of {@code order-events}: each change is either a row event or a reject, decided once. */
public sealed interface LakeRecord permits RowEvent, Reject {

    ChangeId id();

    /** Its place under the watermarks. */
    Place place();

    /** Whether it is a reject that was sent again. */
    boolean redriven();

    /** The same, sent again after it was rejected, in that place. */
    LakeRecord redrivenAt(Place redrive);

    /** Stable under re-reading the source. */
    default String eventId() {
        return id().eventId();
    }

    /** The lake's table; empty where the change could not be read far enough to know it. */
    default @Nullable String table() {
        return id().table();
    }

    default String sourceShard() {
        return place().sourceShard();
    }

    default int lane() {
        return place().lane();
    }

    default String sequence() {
        return place().sequence();
    }
}
