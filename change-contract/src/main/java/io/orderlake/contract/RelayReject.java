package io.orderlake.contract;

import org.jspecify.annotations.Nullable;

/**
 * A reject that the relay has decided already, as member {@code reject} of its tag: the change itself is too large for a
 * stream record and lies in S3. The transformer passes it on.
 *
 * @param stage where it failed
 * @param reason a sentence that names the thing
 * @param eventId stable under re-reading the source
 * @param pointer the S3 object that holds the original bytes
 * @param table the lake's table, where known
 * @param key JSON of the key's columns, where known
 * @param position where the change stands in its source
 */
public record RelayReject(
        String stage,
        String reason,
        String eventId,
        @Nullable String pointer,
        @Nullable String table,
        @Nullable String key,
        @Nullable Position position) {

    /** The member's name inside the tag. */
    public static final String MEMBER = "reject";

    public RelayReject {
        if (stage.isEmpty() || reason.isEmpty() || eventId.isEmpty()) {
            throw new IllegalArgumentException(
                    "Cannot reject a change: expected stage, reason and event id but was stage \"" + stage
                            + "\", reason \"" + reason + "\", event id \"" + eventId + "\"");
        }
    }
}
