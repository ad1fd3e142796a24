package io.orderlake.contract;

import org.jspecify.annotations.Nullable;

/**
 * Which change it is, of which row. Of a change that could not be read, only the event id may be known.
 *
 * @param eventId stable under re-reading the source; empty only in records that foreign producers wrote
 * @param table the lake's table
 * @param key JSON of the key's columns, {@code {"order_id":"o-1"}}
 * @param position orders the changes of a key
 */
public record ChangeId(
        String eventId,
        @Nullable String table,
        @Nullable String key,
        @Nullable Position position) {

    /** Of a change that could not be read. */
    public static ChangeId unread(String eventId) {
        return new ChangeId(eventId, null, null, null);
    }

    /** Whether table, key and position are known, too. */
    boolean isComplete() {
        return table != null && key != null && position != null;
    }

    /** The position as text; null where it is not known. */
    @Nullable String positionText() {
        return position == null ? null : position.text();
    }
}
