package io.orderlake.contract;

import org.jspecify.annotations.Nullable;

/**
 * A reject that the relay has decided already, as member {@code reject} of its tag: the change itself is too large for a
 * stream record and is in S3. The transformer passes it on.
 *
 * @param stage where it failed
 * @param reason a sentence that names the thing
 * @param id as much of it as the relay knows
 * @param pointer the S3 object that holds the original bytes
 */
public record RelayReject(
        String stage, String reason, ChangeId id, @Nullable String pointer) {

    /** The member's name inside the tag. */
    public static final String MEMBER = "reject";

    public RelayReject {
        if (stage.isEmpty() || reason.isEmpty() || id.eventId().isEmpty()) {
            throw new IllegalArgumentException(
                    "Cannot reject a change: expected stage, reason and event id but was stage \"" + stage
                            + "\", reason \"" + reason + "\", event id \"" + id.eventId() + "\"");
        }
    }
}
